import type { AttendanceCode, AttendanceMark } from '#domain/placements/attendance.js';
import type { ReferralStatus } from '#domain/referrals/referral.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** A booking that somebody wants to mark, with what decides whether they may. */
export interface MarkableBooking {
  readonly id: string;
  readonly referralId: string;
  readonly patientId: string;
  readonly practiceId: string;
  readonly providerId: string;
  readonly linkWorkerId: string | null;
  readonly status: ReferralStatus;
}

/**
 * Locks bookings of one session for marking: first their referrals and then themselves, each in the
 * order of ids, as everywhere. A booking cancelled since is among them: somebody who came although
 * their place was given back has come.
 */
export async function lockForMarking(
  tx: EntityManager,
  sessionId: string,
  bookingIds: readonly string[],
): Promise<ReadonlyMap<string, MarkableBooking>> {
  await tx.query(
    `SELECT 1 FROM referral WHERE id IN
       (SELECT referral_id FROM booking WHERE id = ANY ($1::uuid[]) AND session_id = $2)
     ORDER BY id FOR NO KEY UPDATE`,
    [bookingIds, sessionId],
  );
  const rows = await tx.query<MarkableBooking[]>(
    `SELECT booking.id, booking.referral_id AS "referralId", booking.patient_id AS "patientId",
            referral.practice_id AS "practiceId", referral.provider_id AS "providerId",
            referral.link_worker_id AS "linkWorkerId", referral.status
     FROM booking JOIN referral ON referral.id = booking.referral_id
     WHERE booking.id = ANY ($1::uuid[]) AND booking.session_id = $2
     ORDER BY booking.id FOR UPDATE OF booking`,
    [bookingIds, sessionId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export interface StoredMark extends AttendanceMark {
  readonly bookingId: string;
}

/** Every mark of some bookings, in the order in which they were stored. */
export async function marksOf(
  tx: EntityManager,
  bookingIds: readonly string[],
): Promise<StoredMark[]> {
  return tx.query<StoredMark[]>(
    `SELECT change_id AS "changeId", booking_id AS "bookingId", code, minutes_late AS "minutesLate",
            marked_at AS "markedAt"
     FROM attendance WHERE booking_id = ANY ($1::uuid[]) ORDER BY recorded_at, id`,
    [bookingIds],
  );
}

export interface MarkToStore {
  readonly changeId: string;
  readonly bookingId: string;
  readonly code: AttendanceCode;
  readonly minutesLate: number | null;
  readonly markedAt: Date;
  /** Whether it is the one that counts. */
  readonly isCurrent: boolean;
}

/**
 * Stores marks in two statements, however many there are: what counted so far is superseded where a
 * new mark counts, and every mark is kept. Nothing is overwritten.
 */
export async function storeMarks(
  tx: EntityManager,
  marks: readonly MarkToStore[],
  recordedBy: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE attendance SET superseded_at = $2 WHERE booking_id = ANY ($1::uuid[]) AND superseded_at IS NULL`,
    [marks.filter(({ isCurrent }) => isCurrent).map(({ bookingId }) => bookingId), at],
  );
  await tx.query(
    `INSERT INTO attendance (id, change_id, booking_id, code, minutes_late, marked_at, recorded_by,
                             recorded_at, superseded_at)
     SELECT id, change_id, booking_id, code, minutes_late, marked_at, $1, $2,
            CASE WHEN is_current THEN NULL ELSE $2::timestamptz END
     FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::smallint[], $8::timestamptz[], $9::boolean[])
       AS row (id, change_id, booking_id, code, minutes_late, marked_at, is_current)`,
    [
      recordedBy,
      at,
      marks.map(() => newId()),
      marks.map(({ changeId }) => changeId),
      marks.map(({ bookingId }) => bookingId),
      marks.map(({ code }) => code),
      marks.map(({ minutesLate }) => minutesLate),
      marks.map(({ markedAt }) => markedAt),
      marks.map(({ isCurrent }) => isCurrent),
    ],
  );
}

/** Notes on locked referrals that something has happened, so that lists by newest change show it. */
export async function touchReferrals(
  tx: EntityManager,
  referralIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(`UPDATE referral SET updated_at = $2 WHERE id = ANY ($1::uuid[])`, [
    referralIds,
    at,
  ]);
}
