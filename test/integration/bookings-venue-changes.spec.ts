import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { planSessions } from '#application/directory/session-planner.js';
import { CancelSessionService } from '#application/placements/cancel-session.service.js';
import { MoveSessionService } from '#application/placements/move-session.service.js';
import { addLocalDays, instantOf, localDate } from '#domain/shared/london-time.js';
import { newId } from '#platform/ids/uuid.js';
import { domainErrorOfDatabase } from '#platform/problem/database-problem.js';
import { aBooking, aSupportedPerson, countOf } from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { type Cast, World } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

const code = (expected: string) => expect.objectContaining({ code: expected });
const HOUR = 3_600_000;

describe('a venue that changes a session', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
  });
  afterAll(() => database.drop());

  const request = (sessionId: string, version = 1, actor: Person = cast.venueStaff) => ({
    actor,
    sessionId,
    version,
    requestId: null,
  });
  const lasting = (startsAt: Date, hours = 2) => ({
    startsAt,
    endsAt: new Date(startsAt.getTime() + hours * HOUR),
  });
  const move = (sessionId: string, startsAt: Date, version = 1, actor?: Person) =>
    new MoveSessionService(database.db).move(request(sessionId, version, actor), lasting(startsAt));
  const cancel = (sessionId: string, version = 1, actor?: Person) =>
    new CancelSessionService(database.db).cancel(
      request(sessionId, version, actor),
      'The boiler has failed',
    );
  const rows = <T extends object>(sql: string, ...values: unknown[]) =>
    database.db.query<T[]>(sql, values);
  const historyOf = (referralId: string) =>
    rows<{ kind: string; data: Record<string, unknown> }>(
      `SELECT kind, data FROM timeline_event WHERE referral_id = $1 ORDER BY at DESC, id DESC`,
      referralId,
    );

  it('keeps everybody their place at the new time, and plans their reminders again', async () => {
    const people = [await aSupportedPerson(world, cast), await aSupportedPerson(world, cast)];
    const session = await world.session(cast.venue);
    const made = [];
    for (const person of people) made.push(await aBooking(database.db, cast, person, session));
    const later = new Date(session.startsAt.getTime() + 48 * HOUR);

    const saved = await move(session.id, later);

    expect(saved).toMatchObject({ id: session.id, version: 2, booked: 2, startsAt: later });
    for (const { id, referralId } of made) {
      expect(await rows(`SELECT version, status FROM booking WHERE id = $1`, id)).toEqual([
        { version: 2, status: 'booked' },
      ]);
      expect(
        await rows(
          `SELECT booking_version AS version, state, decision FROM message WHERE booking_id = $1
           ORDER BY booking_version, due_at`,
          id,
        ),
      ).toEqual([
        ...Array<object>(2).fill({ version: 1, state: 'cancelled', decision: 'booking_changed' }),
        ...Array<object>(2).fill({ version: 2, state: 'due', decision: null }),
      ]);
      expect(
        await rows(`SELECT next_session_at AS at FROM referral WHERE id = $1`, referralId),
      ).toEqual([{ at: later }]);
      const [newest] = await historyOf(referralId);
      expect(newest).toMatchObject({
        kind: 'booking.moved',
        data: {
          by: 'venue',
          startsAt: later.toISOString(),
          fromStartsAt: session.startsAt.toISOString(),
          activityName: 'Greenhouse morning',
        },
      });
    }
  });

  it('reminds by the wall clock of the new day, when the clocks change in between', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue, { startsInHours: 72 });
    const { id } = await aBooking(database.db, cast, person, session);
    const monday = nextClockChangeMonday();
    const startsAt = instantOf(monday, '14:30');

    await move(session.id, startsAt);

    const [row] = await rows<{ day: string; wall: string }>(
      `SELECT local_date AS day, to_char(starts_at AT TIME ZONE time_zone, 'HH24:MI') AS wall
       FROM session WHERE id = $1`,
      session.id,
    );
    expect(row).toEqual({ day: monday, wall: '14:30' });
    const [reminder] = await rows<{ due: string }>(
      `SELECT to_char(due_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI') AS due
       FROM message WHERE booking_id = $1 AND booking_version = 2 AND rule = 'day_before'`,
      id,
    );
    expect(reminder).toEqual({ due: `${addLocalDays(monday, -1)} 17:00` });
  });

  it('cancels every booking of a session it cancels, with its reminders', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);
    const { id, referralId } = await aBooking(database.db, cast, person, session);

    const saved = await cancel(session.id);

    expect(saved).toMatchObject({
      status: 'cancelled',
      booked: 0,
      version: 2,
      registerOpen: false,
    });
    expect(await countOf(database.db, session.id)).toMatchObject({ booked: 0, live: 0 });
    expect(await rows(`SELECT status, cancel_reason FROM booking WHERE id = $1`, id)).toEqual([
      { status: 'cancelled', cancel_reason: 'session_cancelled' },
    ]);
    expect(await rows(`SELECT DISTINCT state FROM message WHERE booking_id = $1`, id)).toEqual([
      { state: 'cancelled' },
    ]);
    expect(
      await rows(`SELECT next_session_at AS at FROM referral WHERE id = $1`, referralId),
    ).toEqual([{ at: null }]);
    const [newest] = await historyOf(referralId);
    expect(newest).toMatchObject({
      kind: 'booking.cancelled',
      data: { by: 'venue', reason: 'session_cancelled', venueReason: 'The boiler has failed' },
    });
  });

  it('writes one audit row for the session and one for each person booked', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);
    const { id } = await aBooking(database.db, cast, person, session);

    await cancel(session.id);

    expect(
      await rows(
        `SELECT action, actor_id AS actor, patient_id AS patient, provider_id AS provider FROM audit_event
         WHERE entity_id = ANY ($1::uuid[]) AND action LIKE '%cancelled' ORDER BY action`,
        [id, session.id],
      ),
    ).toEqual([
      {
        action: 'booking.cancelled',
        actor: cast.venueStaff.membershipId,
        patient: person.patient.id,
        provider: cast.provider.id,
      },
      {
        action: 'venue_session.cancelled',
        actor: cast.venueStaff.membershipId,
        patient: null,
        provider: null,
      },
    ]);
  });

  it('is refused on an older copy, on a session of another organisation, and after the start', async () => {
    const other = await world.cast();
    const session = await world.session(cast.venue);
    const begun = await world.session(cast.venue, { startsInHours: -1 });
    const later = new Date(Date.now() + 100 * HOUR);

    await expect(move(session.id, later, 4)).rejects.toEqual(code('record/stale'));
    await expect(move(session.id, later, 1, other.venueStaff)).rejects.toEqual(
      code('session/not-found'),
    );
    await expect(cancel(session.id, 1, other.venueStaff)).rejects.toEqual(
      code('session/not-found'),
    );
    await expect(cancel(begun.id)).rejects.toEqual(code('session/started'));

    expect(
      await rows(`SELECT status, version, starts_at AS at FROM session WHERE id = $1`, session.id),
    ).toEqual([{ status: 'scheduled', version: 1, at: session.startsAt }]);
  });

  it('leaves a moved session of a schedule moved, until it is moved back', async () => {
    const { activityId } = await world.session(cast.venue);
    const scheduleId = newId();
    await rows(
      `INSERT INTO schedule (id, activity_id, venue_id, freq, interval, byday, dtstart, opens_at, closes_at)
       SELECT $1, activity_id, venue_id, 'WEEKLY', 1, 'MO', '2026-01-05', '10:00', '11:30'
       FROM session WHERE activity_id = $2`,
      scheduleId,
      activityId,
    );
    const plan = () => database.db.transaction((tx) => planSessions(tx, null));
    await plan();
    const [, planned, next] = await rows<{ id: string; at: Date }>(
      `SELECT id, starts_at AS at FROM session WHERE schedule_id = $1 ORDER BY starts_at`,
      scheduleId,
    );
    if (!planned || !next) throw new Error('A weekly schedule gives more than one session');

    await move(planned.id, new Date(planned.at.getTime() + 26 * HOUR));
    expect(await plan()).toMatchObject({ added: 0 });
    const clash = await move(planned.id, next.at, 2).catch((error: unknown) => error);
    expect(domainErrorOfDatabase(clash)).toEqual(code('session/time-taken'));
    await move(planned.id, planned.at, 2);

    expect(await plan()).toMatchObject({ added: 0 });
    expect(
      await rows(
        `SELECT id FROM session WHERE schedule_id = $1 AND starts_at = $2`,
        scheduleId,
        planned.at,
      ),
    ).toEqual([{ id: planned.id }]);
  });

  it('cannot cancel a session twice', async () => {
    const session = await world.session(cast.venue);
    await cancel(session.id);

    await expect(cancel(session.id, 2)).rejects.toEqual(code('session/cancelled'));
  });
});

/** The Monday after the next Sunday on which the clocks change, at least a week away. */
function nextClockChangeMonday(): string {
  const offset = (date: string) =>
    instantOf(date, '12:00').getTime() - Date.parse(`${date}T12:00:00Z`);
  for (let ahead = 8; ahead < 366; ahead += 1) {
    const date = addLocalDays(localDate(new Date()), ahead);
    if (offset(date) !== offset(addLocalDays(date, -1))) return addLocalDays(date, 1);
  }
  throw new Error('The clocks change twice a year');
}
