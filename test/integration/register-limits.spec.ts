import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addLocalDays, instantOf, localDate } from '#domain/shared/london-time.js';
import type { BookingView } from '#persistence/placements/bookings.js';
import { aBooking, aSupportedPerson, shiftSession } from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { HOUR, MINUTE, minutesAgo, Registers, tap } from '#test/support/registers.js';
import { type Cast, World } from '#test/support/world.js';

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('the limits of a register', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;
  let registers: Registers;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
    registers = new Registers(database.db, world, cast);
  });
  afterAll(() => database.drop());

  const rows = <T extends object>(sql: string, ...values: unknown[]) =>
    database.db.query<T[]>(sql, values);

  it('takes off what a wrong clock is wrong by, and leaves a slow network alone', async () => {
    const { session, bookings } = await registers.running(2);
    const [fast, slow] = bookings;
    if (!fast || !slow) throw new Error('Two people are needed');
    const anHourAhead = new Date(Date.now() + HOUR);
    const tapped = minutesAgo(6);

    await registers.mark(
      session.id,
      [tap(fast, 'on_time', { markedAt: new Date(anHourAhead.getTime() - 5 * MINUTE) })],
      {
        sentAt: anHourAhead,
      },
    );
    await registers.mark(session.id, [tap(slow, 'on_time', { markedAt: tapped })], {
      sentAt: minutesAgo(1),
    });

    const ageOf = async ({ id }: BookingView) => {
      const [row] = await rows<{ minutes: number }>(
        `SELECT round(extract(epoch FROM recorded_at - marked_at) / 60)::int AS minutes
         FROM attendance WHERE booking_id = $1`,
        id,
      );
      return row?.minutes;
    };
    expect(await ageOf(fast)).toBe(5);
    expect(await ageOf(slow)).toBe(6);
  });

  it('is closed before 30 minutes to the start, and to the venue after 11:59pm of the day', async () => {
    const early = await registers.running();
    await shiftSession(database.db, early.session.id, new Date(Date.now() + 2 * HOUR));
    const late = await registers.running();
    const yesterday = instantOf(addLocalDays(localDate(new Date()), -1), '14:00');
    await shiftSession(database.db, late.session.id, yesterday);
    const [before, after] = [early.bookings[0], late.bookings[0]];
    if (!before || !after) throw new Error('Nobody was booked');

    await expect(registers.mark(early.session.id, [tap(before, 'on_time')])).rejects.toEqual(
      code('register/not-open'),
    );
    await expect(registers.mark(late.session.id, [tap(after, 'on_time')])).rejects.toMatchObject({
      code: 'register/closed',
      errors: [{ pointer: '/changes/0' }],
    });
    expect((await registers.read.register(cast.venueStaff, late.session.id, null)).editable).toBe(
      false,
    );
  });

  it('still takes a tap that was made in time and arrives after 11:59pm', async () => {
    const { session, booking } = await registers.runningForOne();
    const yesterday = addLocalDays(localDate(new Date()), -1);
    await shiftSession(database.db, session.id, instantOf(yesterday, '14:00'));
    const inTime = tap(booking, 'on_time', { markedAt: instantOf(yesterday, '14:20') });

    const { register } = await registers.mark(session.id, [inTime], { sentAt: new Date() });

    expect(register.people[0]).toMatchObject({ mark: 'on_time' });
  });

  it('lets the link worker of the person correct it afterwards, and no other link worker', async () => {
    const { session, bookings } = await registers.running(2);
    const [booking] = bookings;
    if (!booking) throw new Error('Nobody was booked');
    const stranger = await aSupportedPerson(world, cast, {}, { linkWorker: cast.colleague });
    await shiftSession(database.db, session.id, new Date(Date.now() + 48 * HOUR));
    await aBooking(database.db, { ...cast, linkWorker: cast.colleague }, stranger, session);
    const yesterday = instantOf(addLocalDays(localDate(new Date()), -1), '14:00');
    await shiftSession(database.db, session.id, yesterday);

    const { register } = await registers.mark(session.id, [tap(booking, 'told_us')], {
      actor: cast.linkWorker,
    });

    expect(register.people).toHaveLength(2);
    expect(register.people.find(({ bookingId }) => bookingId === booking.id)).toMatchObject({
      mark: 'told_us',
    });
    await expect(
      registers.mark(session.id, [tap(booking, 'on_time')], { actor: cast.colleague }),
    ).rejects.toEqual(code('session/not-found'));
  });

  it('keeps the mark of somebody who came although their place was given back', async () => {
    const { session, booking } = await registers.runningForOne();
    await rows(
      `UPDATE booking SET status = 'cancelled', cancelled_at = now(), version = 2 WHERE id = $1`,
      booking.id,
    );

    const { register } = await registers.mark(session.id, [tap(booking, 'on_time')]);

    expect(register.people).toEqual([]);
    expect(await registers.linesOf(booking)).toEqual(['on_time']);
  });

  it('refuses a batch with a name of another session whole, and says which line it is', async () => {
    const { session, booking } = await registers.runningForOne();
    const elsewhere = await registers.runningForOne();

    await expect(
      registers.mark(session.id, [tap(booking, 'on_time'), tap(elsewhere.booking, 'on_time')]),
    ).rejects.toMatchObject({
      code: 'register/booking-unknown',
      errors: [{ pointer: '/changes/1/bookingId' }],
    });

    expect(await registers.historyOf(booking)).toEqual([]);
  });

  it('names people from 7 days before to 2 days after, and counts them always', async () => {
    const { session } = await registers.running();
    const shown = async (startsAt: Date) => {
      await shiftSession(database.db, session.id, startsAt);
      const register = await registers.read.register(cast.venueStaff, session.id, null);
      return [register.namesShown, register.people.length, register.session.booked];
    };

    expect(await shown(new Date(Date.now() + 6 * 24 * HOUR))).toEqual([true, 1, 1]);
    expect(await shown(new Date(Date.now() + 8 * 24 * HOUR))).toEqual([false, 0, 1]);
    expect(await shown(new Date(Date.now() - 1 * 24 * HOUR))).toEqual([true, 1, 1]);
    expect(await shown(new Date(Date.now() - 4 * 24 * HOUR))).toEqual([false, 0, 1]);
  });

  it('is on record as read before it is shown, with everybody it named', async () => {
    const { session } = await registers.running(2);

    await registers.read.register(cast.venueStaff, session.id, null);

    const [audited] = await rows<{ people: number; actor: string }>(
      `SELECT cardinality(subject_ids) AS people, actor_id AS actor FROM audit_event
       WHERE action = 'register.read' AND entity_id = $1`,
      session.id,
    );
    expect(audited).toEqual({ people: 2, actor: cast.venueStaff.membershipId });
  });

  it('lists the sessions of the venue by local days, on both sides of a clock change', async () => {
    const venue = await world.organisation('venue_provider');
    const staff = await world.person('venue_staff', venue);
    const late = await world.session(venue, { startsAt: new Date('2027-03-28T22:30:00Z') });
    const lateBefore = await world.session(venue, { startsAt: new Date('2027-03-27T23:30:00Z') });

    const listed = async (day: string) =>
      (await registers.read.sessions(staff, { from: day, to: day })).map(({ id }) => id);

    expect(await listed('2027-03-27')).toEqual([lateBefore.id]);
    expect(await listed('2027-03-28')).toEqual([late.id]);
    await expect(
      registers.read.sessions(staff, { from: '2027-03-28', to: '2027-03-01' }),
    ).rejects.toEqual(code('session/period-invalid'));
  });
});
