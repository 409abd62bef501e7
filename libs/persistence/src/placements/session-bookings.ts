import type { EntityManager } from 'typeorm';
import { lockSessions, type SessionRow } from '../directory/session-rows.js';
import type { BookingEntity } from './booking.entity.js';
import { lockLiveBookings } from './bookings.js';

/** The referral of somebody booked, as far as a change by the venue is recorded on it. */
export interface BookedReferral {
  readonly id: string;
  readonly patientId: string;
  readonly providerId: string;
}

export interface LockedSession {
  readonly session: SessionRow;
  readonly bookings: readonly BookingEntity[];
  readonly referrals: ReadonlyMap<string, BookedReferral>;
}

/** Somebody was booked between looking and locking; rolled back and tried again, nobody is left out. */
export class BookedMeanwhile extends Error {}

/**
 * Locks a session with everybody booked on it, from the referrals down, in the order of ids.
 *
 * @returns null when there is no such session
 * @throws BookedMeanwhile when a booking came in before the session was locked: try again
 */
export async function lockSessionWithBookings(
  tx: EntityManager,
  sessionId: string,
): Promise<LockedSession | null> {
  const rows = await tx.query<BookedReferral[]>(
    `SELECT id, patient_id AS "patientId", provider_id AS "providerId" FROM referral
     WHERE id IN (SELECT referral_id FROM booking WHERE session_id = $1 AND status = 'booked')
     ORDER BY id FOR UPDATE`,
    [sessionId],
  );
  const referrals = new Map(rows.map((row) => [row.id, row]));
  const session = (await lockSessions(tx, [sessionId])).get(sessionId);
  if (!session) return null;
  const bookings = await lockLiveBookings(tx, sessionId);
  if (bookings.some(({ referralId }) => !referrals.has(referralId))) throw new BookedMeanwhile();
  return { session, bookings, referrals };
}
