import type { EntityManager } from 'typeorm';
import { messagesOfBooking, type PlannedMessage } from '../messaging/planned-messages.js';
import { BookingEntity } from './booking.entity.js';
import { PlacementEntity } from './placement.entity.js';

/** What a booking belongs to; none of it but the session ever changes. */
export interface BookingKeys {
  readonly id: string;
  readonly referralId: string;
  readonly sessionId: string;
}

/** Where a booking belongs, read before its referral is locked: locks go from the referral down. */
export async function findBookingKeys(tx: EntityManager, id: string): Promise<BookingKeys | null> {
  const [row] = await tx.query<BookingKeys[]>(
    `SELECT id, referral_id AS "referralId", session_id AS "sessionId" FROM booking WHERE id = $1`,
    [id],
  );
  return row ?? null;
}

/** The live placement of a person in an activity, locked; null when there is none. */
export async function lockLivePlacement(
  tx: EntityManager,
  referralId: string,
  activityId: string,
): Promise<PlacementEntity | null> {
  return tx
    .createQueryBuilder(PlacementEntity, 'placement')
    .where('placement.referralId = :referralId AND placement.activityId = :activityId', {
      referralId,
      activityId,
    })
    .andWhere('placement.endedAt IS NULL')
    .setLock('pessimistic_write')
    .getOne();
}

/** Every placement of a referral that has not ended, locked in the order of ids. */
export async function lockOpenPlacements(
  tx: EntityManager,
  referralId: string,
): Promise<PlacementEntity[]> {
  return tx
    .createQueryBuilder(PlacementEntity, 'placement')
    .where('placement.referralId = :referralId AND placement.endedAt IS NULL', { referralId })
    .orderBy('placement.id')
    .setLock('pessimistic_write')
    .getMany();
}

/** Sessions attended and bookings to come of a placement: what its lifecycle asks. */
export async function placementFactsOf(
  tx: EntityManager,
  placementId: string,
  at: Date,
): Promise<{ sessionsAttended: number; comingBookings: number }> {
  const [row] = await tx.query<{ sessionsAttended: number; comingBookings: number }[]>(
    `SELECT count(*) FILTER (WHERE attendance.code IN ('on_time','late'))::int AS "sessionsAttended",
            count(*) FILTER (WHERE booking.status = 'booked' AND session.starts_at > $2)::int AS "comingBookings"
     FROM booking
     JOIN session ON session.id = booking.session_id
     LEFT JOIN attendance ON attendance.booking_id = booking.id AND attendance.superseded_at IS NULL
     WHERE booking.placement_id = $1`,
    [placementId, at],
  );
  return row ?? { sessionsAttended: 0, comingBookings: 0 };
}

/** @throws Error when it is gone: bookings are never deleted */
export async function lockBooking(tx: EntityManager, id: string): Promise<BookingEntity> {
  return tx.findOneOrFail(BookingEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** The live bookings of a session, locked in the order of ids. */
export async function lockLiveBookings(
  tx: EntityManager,
  sessionId: string,
): Promise<BookingEntity[]> {
  return tx
    .createQueryBuilder(BookingEntity, 'booking')
    .where(`booking.sessionId = :sessionId AND booking.status = 'booked'`, { sessionId })
    .orderBy('booking.id')
    .setLock('pessimistic_write')
    .getMany();
}

/** Live bookings of a referral at sessions still to come, unlocked. */
export async function comingBookingsOf(
  tx: EntityManager,
  referralId: string,
  at: Date,
): Promise<BookingKeys[]> {
  return tx.query<BookingKeys[]>(
    `SELECT booking.id, booking.referral_id AS "referralId", booking.session_id AS "sessionId"
     FROM booking JOIN session ON session.id = booking.session_id
     WHERE booking.referral_id = $1 AND booking.status = 'booked' AND session.starts_at > $2
     ORDER BY booking.id`,
    [referralId, at],
  );
}

/** Whether the person has a live place at the session, under whichever referral. */
export async function hasLiveBooking(
  tx: EntityManager,
  sessionId: string,
  patientId: string,
): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `SELECT 1 FROM booking WHERE session_id = $1 AND patient_id = $2 AND status = 'booked'`,
    [sessionId, patientId],
  );
  return rows.length > 0;
}

export interface NewBooking extends BookingKeys {
  readonly placementId: string;
  readonly patientId: string;
  readonly bookedBy: string;
  readonly bookedAt: Date;
}

/** @returns false when the person has a live place at this session already */
export async function insertBooking(tx: EntityManager, booking: NewBooking): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO booking (id, placement_id, referral_id, patient_id, session_id, booked_by, booked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (session_id, patient_id) WHERE status = 'booked' DO NOTHING RETURNING 1`,
    [
      booking.id,
      booking.placementId,
      booking.referralId,
      booking.patientId,
      booking.sessionId,
      booking.bookedBy,
      booking.bookedAt,
    ],
  );
  return rows.length > 0;
}

/** Counts every live booking of a session up a version: reminders of its old time are void. */
export async function renewLiveBookings(tx: EntityManager, sessionId: string): Promise<void> {
  await tx.query(
    `UPDATE booking SET version = version + 1 WHERE session_id = $1 AND status = 'booked'`,
    [sessionId],
  );
}

/** A booking as the people who made it see it. */
export interface BookingView extends BookingKeys {
  readonly version: number;
  readonly status: string;
  readonly activityName: string;
  readonly venueName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly reminders: readonly PlannedMessage[];
}

/** The booking with the reminders of its version; of a cancelled one those that were cancelled with it. */
export async function viewBooking(tx: EntityManager, id: string): Promise<BookingView> {
  const [booking] = await tx.query<Omit<BookingView, 'reminders'>[]>(
    `SELECT booking.id, booking.version, booking.status, booking.referral_id AS "referralId",
            booking.session_id AS "sessionId", activity.name AS "activityName",
            venue.name AS "venueName", session.starts_at AS "startsAt", session.ends_at AS "endsAt"
     FROM booking
     JOIN session ON session.id = booking.session_id
     JOIN activity ON activity.id = session.activity_id
     JOIN venue ON venue.id = session.venue_id
     WHERE booking.id = $1`,
    [id],
  );
  if (!booking) throw new Error('A booking that was just saved is not there');
  const remindedVersion = booking.status === 'cancelled' ? booking.version - 1 : booking.version;
  return { ...booking, reminders: await messagesOfBooking(tx, id, remindedVersion) };
}
