import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BookSessionService } from '#application/placements/book-session.service.js';
import { CancelBookingService } from '#application/placements/cancel-booking.service.js';
import { CancelSessionService } from '#application/placements/cancel-session.service.js';
import { MoveBookingService } from '#application/placements/move-booking.service.js';
import { lockSessions } from '#persistence/directory/session-rows.js';
import {
  aBooking,
  aMark,
  countOf,
  refusalsOf,
  type SupportedPerson,
  supportedPeople,
} from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { Registers, tap } from '#test/support/registers.js';
import { type Cast, World } from '#test/support/world.js';

const ASKED = { reason: 'person_cancelled', text: null } as const;
const CONNECTIONS = 40;

describe('bookings under contention', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;
  let people: SupportedPerson[];

  beforeAll(async () => {
    database = await createTestDatabase(CONNECTIONS);
    world = new World(database.db);
    cast = await world.cast();
    people = await supportedPeople(world, cast, 40);
  });
  afterAll(() => database.drop());

  const book = ({ referralId }: SupportedPerson, sessionId: string) =>
    new BookSessionService(database.db).book(cast.linkWorker, referralId, sessionId, aMark());
  const cancel = (id: string, version: number) =>
    new CancelBookingService(database.db).cancel(cast.linkWorker, id, version, ASKED, null);
  const move = (id: string, version: number, sessionId: string) =>
    new MoveBookingService(database.db).move(cast.linkWorker, id, version, sessionId, aMark());

  it.each([1, 3])('lets exactly %i of 40 people in who press at once', async (places) => {
    for (let round = 0; round < 5; round += 1) {
      const session = await world.session(cast.venue, { places });

      const settled = await Promise.allSettled(people.map((person) => book(person, session.id)));

      const refusals = refusalsOf(settled);
      expect(new Set(refusals)).toEqual(new Set(['booking/session-full']));
      expect(refusals).toHaveLength(people.length - places);
      expect(await countOf(database.db, session.id)).toEqual({
        booked: places,
        live: places,
        places,
      });
    }
  });

  it('leaves nothing behind of those who were too late', async () => {
    const session = await world.session(cast.venue, { places: 1 });

    await Promise.allSettled(people.slice(0, 10).map((person) => book(person, session.id)));

    const [left] = await database.db.query<{ placements: number; messages: number }[]>(
      `SELECT (SELECT count(*)::int FROM placement WHERE activity_id = $1) AS placements,
              (SELECT count(*)::int FROM message JOIN booking ON booking.id = booking_id
               WHERE session_id = $2) AS messages`,
      [session.activityId, session.id],
    );
    expect(left).toEqual({ placements: 1, messages: 2 });
  });

  it('never counts too many or too few while places are given back and taken for 50 rounds', async () => {
    const places = 3;
    const session = await world.session(cast.venue, { places });
    const free = people.slice(0, 12);
    const live: { id: string; version: number; person: SupportedPerson }[] = [];

    for (let round = 0; round < 50; round += 1) {
      const leaving = live.splice(0, 1 + (round % 2));
      const pressing = free.splice(0, 4);
      const [cancelled, booked] = await Promise.all([
        Promise.allSettled(leaving.map(({ id, version }) => cancel(id, version))),
        Promise.allSettled(pressing.map((person) => book(person, session.id))),
      ]);
      expect(refusalsOf(cancelled)).toEqual([]);
      expect(refusalsOf(booked).every((refusal) => refusal === 'booking/session-full')).toBe(true);
      free.push(...leaving.map(({ person }) => person));
      booked.forEach((result, index) => {
        const person = pressing[index];
        if (!person) return;
        if (result.status === 'rejected') free.push(person);
        else live.push({ id: result.value.booking.id, version: 1, person });
      });

      const count = await countOf(database.db, session.id);
      expect(count).toEqual({ booked: live.length, live: live.length, places });
      expect(count.booked).toBeLessThanOrEqual(places);
    }
  });

  it('moves people in opposite directions without either blocking the other', async () => {
    const one = await world.session(cast.venue, { places: 2 });
    const two = await world.session(cast.venue, { places: 2, activityId: one.activityId });
    const [first, second] = people;
    if (!first || !second) throw new Error('Two people are needed');
    const a = await aBooking(database.db, cast, first, one);
    const b = await aBooking(database.db, cast, second, two);

    for (let version = 1; version <= 20; version += 1) {
      const there = version % 2 === 1;
      const settled = await Promise.allSettled([
        move(a.id, version, there ? two.id : one.id),
        move(b.id, version, there ? one.id : two.id),
      ]);
      expect(refusalsOf(settled)).toEqual([]);
    }

    for (const { id } of [one, two]) {
      expect(await countOf(database.db, id)).toMatchObject({ booked: 1, live: 1 });
    }
  });

  it('leaves nobody booked on a session that its venue cancels while people press', async () => {
    for (let round = 0; round < 10; round += 1) {
      const session = await world.session(cast.venue, { places: 20 });
      await Promise.all(people.slice(0, 3).map((person) => book(person, session.id)));

      const [cancelled, booked] = await Promise.all([
        Promise.allSettled([
          new CancelSessionService(database.db).cancel(
            { actor: cast.venueStaff, sessionId: session.id, version: 1, requestId: null },
            'The boiler has failed',
          ),
        ]),
        Promise.allSettled(people.slice(3, 11).map((person) => book(person, session.id))),
      ]);

      expect(refusalsOf(cancelled)).toEqual([]);
      expect(refusalsOf(booked).every((refusal) => refusal === 'booking/session-cancelled')).toBe(
        true,
      );
      expect(await countOf(database.db, session.id)).toMatchObject({ booked: 0, live: 0 });
    }
  });

  it('takes marks, cancellations and the end of a session at once, and none waits for the other for ever', async () => {
    const registers = new Registers(database.db, world, cast);
    const allowed = ['register/session-cancelled', 'booking/not-live', 'record/stale'];

    for (let round = 0; round < 10; round += 1) {
      const { session, bookings } = await registers.running(6);
      const backwards = [...bookings].reverse();
      const settled = await Promise.allSettled([
        registers.mark(
          session.id,
          bookings.map((booking) => tap(booking, 'on_time')),
        ),
        ...backwards.slice(0, 3).map(({ id }) => cancel(id, 1)),
        registers.mark(
          session.id,
          backwards.map((booking) => tap(booking, 'late')),
        ),
        new CancelSessionService(database.db).cancel(
          { actor: cast.venueStaff, sessionId: session.id, version: 1, requestId: null },
          'The boiler has failed',
        ),
      ]);

      expect(refusalsOf(settled).filter((refusal) => !allowed.includes(refusal))).toEqual([]);
      expect(await countOf(database.db, session.id)).toMatchObject({ booked: 0, live: 0 });
    }
  });

  it('tells a person who waited for the last place why it is gone', async () => {
    const session = await world.session(cast.venue, { places: 1 });
    const [person] = people;
    if (!person) throw new Error('Somebody is needed');
    const runner = database.db.createQueryRunner();
    await runner.startTransaction();
    await lockSessions(runner.manager, [session.id]);

    const waiting = Promise.allSettled([book(person, session.id)]);
    await runner.query(`UPDATE session SET status = 'cancelled' WHERE id = $1`, [session.id]);
    await runner.commitTransaction();
    await runner.release();

    expect(refusalsOf(await waiting)).toEqual(['booking/session-cancelled']);
  });

  it('has needed the database to break no deadlock in all of this', async () => {
    await database.db.query('SELECT pg_stat_force_next_flush()');

    const [counted] = await database.db.query<{ deadlocks: string }[]>(
      `SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`,
    );

    expect(counted).toEqual({ deadlocks: '0' });
  });
});
