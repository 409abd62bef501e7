import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BookSessionService } from '#application/placements/book-session.service.js';
import { aBooking, aMark, aSupportedPerson, countOf } from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { type Cast, World } from '#test/support/world.js';

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('bookings', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
  });
  afterAll(() => database.drop());

  const booking = () => new BookSessionService(database.db);
  const rows = <T extends object>(sql: string, ...values: unknown[]) =>
    database.db.query<T[]>(sql, values);
  const nextSessionOf = async (referralId: string) =>
    (
      await rows<{ at: Date | null }>(
        `SELECT next_session_at AS at FROM referral WHERE id = $1`,
        referralId,
      )
    )[0]?.at;

  it('takes a place, brings the placement to booked and plans the reminders', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);

    const made = await booking().book(cast.linkWorker, person.referralId, session.id, aMark());

    expect(made).toMatchObject({
      replayed: false,
      booking: {
        status: 'booked',
        version: 1,
        sessionId: session.id,
        activityName: 'Greenhouse morning',
      },
    });
    expect(made.booking.reminders.map(({ rule, state }) => [rule, state])).toEqual([
      ['day_before', 'due'],
      ['hours_before', 'due'],
    ]);
    expect(await countOf(database.db, session.id)).toMatchObject({ booked: 1, live: 1 });
    expect(
      await rows(`SELECT status, version FROM placement WHERE referral_id = $1`, person.referralId),
    ).toEqual([{ status: 'booked', version: 1 }]);
    expect(await nextSessionOf(person.referralId)).toEqual(session.startsAt);
  });

  it('tells history, audit and outbox of a booking, and only once each', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);

    const { id } = await aBooking(database.db, cast, person, session);

    expect(
      await rows(
        `SELECT kind, actor_id, data ->> 'activityName' AS activity, data ->> 'startsAt' AS starts
         FROM timeline_event WHERE subject_id = $1`,
        id,
      ),
    ).toEqual([
      {
        kind: 'booking.created',
        actor_id: cast.linkWorker.membershipId,
        activity: 'Greenhouse morning',
        starts: session.startsAt.toISOString(),
      },
    ]);
    expect(
      await rows(
        `SELECT action, patient_id, provider_id FROM audit_event WHERE entity_id = $1`,
        id,
      ),
    ).toEqual([
      { action: 'booking.created', patient_id: person.patient.id, provider_id: cast.provider.id },
    ]);
    expect(
      await rows(
        `SELECT type FROM outbox WHERE payload ->> 'referralId' = $1 ORDER BY id`,
        person.referralId,
      ),
    ).toEqual(
      [
        'booking.created',
        'placement.offered',
        'placement.referred',
        'placement.accepted',
        'placement.booked',
      ].map((type) => ({ type })),
    );
  });

  it('keeps a place of a person who comes again under the one placement', async () => {
    const person = await aSupportedPerson(world, cast);
    const first = await world.session(cast.venue);
    const second = await world.session(cast.venue, {
      activityId: first.activityId,
      startsInHours: 240,
    });

    await aBooking(database.db, cast, person, first);
    await aBooking(database.db, cast, person, second);

    expect(
      await rows(`SELECT status FROM placement WHERE referral_id = $1`, person.referralId),
    ).toEqual([{ status: 'booked' }]);
  });

  it('makes one booking of a request that is repeated, and refuses the key for another request', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);
    const mark = aMark({ sessionId: session.id });
    const book = (again = mark) =>
      booking().book(cast.linkWorker, person.referralId, session.id, again);

    const answers = await Promise.all(Array.from({ length: 12 }, () => book()));

    expect(new Set(answers.map((answer) => answer.booking.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await countOf(database.db, session.id)).toMatchObject({ booked: 1, live: 1 });
    await expect(book(aMark({ sessionId: 'another' }, mark.key))).rejects.toEqual(
      code('request/idempotency-key-reused'),
    );
  });

  it('refuses a second place for the same person, also under another referral', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);
    const other = await world.cast();
    const second = await world.referral(other, person.patient, { status: 'engaged' });
    await aBooking(database.db, cast, person, session);

    await expect(aBooking(database.db, cast, person, session)).rejects.toEqual(
      code('booking/already-booked'),
    );
    await expect(booking().book(other.linkWorker, second.id, session.id, aMark())).rejects.toEqual(
      code('booking/already-booked'),
    );
    expect(await countOf(database.db, session.id)).toMatchObject({ booked: 1, live: 1 });
  });

  it('refuses a session that has begun, is cancelled or is not there, and a person not ready', async () => {
    const person = await aSupportedPerson(world, cast);
    const unready = await aSupportedPerson(world, cast, {}, { status: 'contacting' });
    const begun = await world.session(cast.venue, { startsInHours: -1 });
    const cancelled = await world.session(cast.venue);
    await rows(`UPDATE session SET status = 'cancelled' WHERE id = $1`, cancelled.id);
    const open = await world.session(cast.venue);
    const refused = (referralId: string, sessionId: string, expected: string) =>
      expect(booking().book(cast.linkWorker, referralId, sessionId, aMark())).rejects.toEqual(
        code(expected),
      );

    await refused(person.referralId, begun.id, 'booking/session-started');
    await refused(person.referralId, cancelled.id, 'booking/session-cancelled');
    await refused(person.referralId, person.referralId, 'booking/session-unknown');
    await refused(unready.referralId, open.id, 'booking/referral-not-ready');
  });
});
