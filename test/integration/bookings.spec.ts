import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BookSessionService } from '#application/placements/book-session.service.js';
import { CancelBookingService } from '#application/placements/cancel-booking.service.js';
import { cancelComingBookings } from '#application/placements/cancel-coming-bookings.js';
import { MoveBookingService } from '#application/placements/move-booking.service.js';
import { lockReferral } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import {
  aBooking,
  aMark,
  aSupportedPerson,
  countOf,
  shiftSession,
} from '#test/support/bookings.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { type Cast, World } from '#test/support/world.js';

const code = (expected: string) => expect.objectContaining({ code: expected });
const ASKED = { reason: 'person_cancelled', text: null } as const;

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
  const cancellation = () => new CancelBookingService(database.db);
  const moving = () => new MoveBookingService(database.db);
  const rows = <T extends object>(sql: string, ...values: unknown[]) =>
    database.db.query<T[]>(sql, values);
  const messagesOf = (bookingId: string) =>
    rows<{ rule: string; state: string; decision: string | null; version: number }>(
      `SELECT rule, state, decision, booking_version AS version FROM message
       WHERE booking_id = $1 ORDER BY booking_version, due_at`,
      bookingId,
    );
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

  it('frees the place of a cancelled booking and ends its messages', async () => {
    const person = await aSupportedPerson(world, cast);
    const soon = await world.session(cast.venue, { startsInHours: 72 });
    const later = await world.session(cast.venue, { startsInHours: 200 });
    const first = await aBooking(database.db, cast, person, soon);
    await aBooking(database.db, cast, person, later);

    const view = await cancellation().cancel(cast.linkWorker, first.id, 1, ASKED, null);

    expect(view).toMatchObject({ status: 'cancelled', version: 2 });
    expect(view.reminders.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(await countOf(database.db, soon.id)).toMatchObject({ booked: 0, live: 0 });
    expect(await nextSessionOf(person.referralId)).toEqual(later.startsAt);
    expect(
      await rows(`SELECT cancel_reason, cancelled_by FROM booking WHERE id = $1`, first.id),
    ).toEqual([{ cancel_reason: 'person_cancelled', cancelled_by: cast.linkWorker.membershipId }]);
  });

  it('refuses a cancellation decided on an older copy, and changes nothing', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);
    const { id } = await aBooking(database.db, cast, person, session);

    await expect(cancellation().cancel(cast.linkWorker, id, 7, ASKED, null)).rejects.toEqual(
      code('record/stale'),
    );

    expect(await countOf(database.db, session.id)).toMatchObject({ booked: 1, live: 1 });
  });

  it('hides a booking of another service, as if there were none', async () => {
    const person = await aSupportedPerson(world, cast);
    const session = await world.session(cast.venue);
    const { id } = await aBooking(database.db, cast, person, session);
    const other = await world.cast();

    await expect(cancellation().cancel(other.linkWorker, id, 1, ASKED, null)).rejects.toEqual(
      code('booking/not-found'),
    );
  });

  it('moves a place to another date: one place free, one taken, reminders planned again', async () => {
    const person = await aSupportedPerson(world, cast);
    const from = await world.session(cast.venue);
    const to = await world.session(cast.venue, { activityId: from.activityId, startsInHours: 240 });
    const { id } = await aBooking(database.db, cast, person, from);

    const moved = await moving().move(cast.linkWorker, id, 1, to.id, aMark());

    expect(moved.booking).toMatchObject({ version: 2, sessionId: to.id, status: 'booked' });
    expect(await countOf(database.db, from.id)).toMatchObject({ booked: 0, live: 0 });
    expect(await countOf(database.db, to.id)).toMatchObject({ booked: 1, live: 1 });
    expect(await messagesOf(id)).toEqual([
      { rule: 'day_before', state: 'cancelled', decision: 'booking_changed', version: 1 },
      { rule: 'hours_before', state: 'cancelled', decision: 'booking_changed', version: 1 },
      { rule: 'day_before', state: 'due', decision: null, version: 2 },
      { rule: 'hours_before', state: 'due', decision: null, version: 2 },
    ]);
    expect(await nextSessionOf(person.referralId)).toEqual(to.startsAt);
  });

  it('answers a repeated move from what it did, although the version is old by then', async () => {
    const person = await aSupportedPerson(world, cast);
    const from = await world.session(cast.venue);
    const to = await world.session(cast.venue, { activityId: from.activityId });
    const { id } = await aBooking(database.db, cast, person, from);
    const mark = aMark();

    await moving().move(cast.linkWorker, id, 1, to.id, mark);
    const again = await moving().move(cast.linkWorker, id, 1, to.id, mark);

    expect(again).toMatchObject({ replayed: true, booking: { version: 2 } });
    expect(await countOf(database.db, to.id)).toMatchObject({ booked: 1, live: 1 });
  });

  it('leaves everything as it was when there is no place to move to', async () => {
    const person = await aSupportedPerson(world, cast);
    const from = await world.session(cast.venue);
    const full = await world.session(cast.venue, { activityId: from.activityId, places: 0 });
    const elsewhere = await world.session(cast.venue);
    const { id } = await aBooking(database.db, cast, person, from);

    await expect(moving().move(cast.linkWorker, id, 1, full.id, aMark())).rejects.toEqual(
      code('booking/session-full'),
    );
    await expect(moving().move(cast.linkWorker, id, 1, elsewhere.id, aMark())).rejects.toEqual(
      code('booking/other-activity'),
    );

    expect(await countOf(database.db, from.id)).toMatchObject({ booked: 1, live: 1 });
    expect((await messagesOf(id)).map(({ state }) => state)).toEqual(['due', 'due']);
  });

  it('frees every coming place of a referral that ends, and ends its placements and messages', async () => {
    const person = await aSupportedPerson(world, cast);
    const past = await world.session(cast.venue);
    const coming = await world.session(cast.venue, {
      activityId: past.activityId,
      startsInHours: 96,
    });
    const other = await world.session(cast.venue, { startsInHours: 120 });
    const attended = await aBooking(database.db, cast, person, past);
    const made = [
      await aBooking(database.db, cast, person, coming),
      await aBooking(database.db, cast, person, other),
    ];
    await shiftSession(database.db, past.id, new Date(Date.now() - 3_600_000));

    const freed = await database.db.transaction(async (tx) => {
      const referral = await lockReferral(tx, person.referralId);
      const at = await transactionTime(tx);
      const count = await cancelComingBookings(tx, referral, 'referral_ended', at, {
        actor: cast.linkWorker,
        requestId: null,
      });
      await tx.save(Object.assign(referral, { status: 'closed', closedAt: at }));
      return count;
    });

    expect(freed).toBe(2);
    for (const { id } of [coming, other]) {
      expect(await countOf(database.db, id)).toMatchObject({ booked: 0, live: 0 });
    }
    expect(await countOf(database.db, past.id)).toMatchObject({ booked: 1, live: 1 });
    expect(
      await rows(
        `SELECT status, reason_code FROM placement WHERE referral_id = $1`,
        person.referralId,
      ),
    ).toEqual(Array(2).fill({ status: 'cancelled', reason_code: 'referral_ended' }));
    for (const { id } of made) {
      expect((await messagesOf(id)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    }
    expect((await messagesOf(attended.id)).map(({ version }) => version)).toEqual([1, 1]);
    expect(await nextSessionOf(person.referralId)).toBeNull();
  });
});
