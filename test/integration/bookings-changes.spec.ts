import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

describe('bookings that change', () => {
  let database: TestDatabase;
  let world: World;
  let cast: Cast;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = new World(database.db);
    cast = await world.cast();
  });
  afterAll(() => database.drop());

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
