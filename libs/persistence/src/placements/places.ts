import type { EntityManager } from 'typeorm';

/** When a place is; read back from the statement that takes it, so that it is the time that holds. */
export interface PlaceTimes {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * Takes a place at a session: the one statement that counts up. Of people who press at once it lets
 * through as many as there are places, because each waits for the row and judges it as it is then.
 *
 * @returns null when there is none to take: full, cancelled or begun
 */
export async function takePlace(
  tx: EntityManager,
  sessionId: string,
  at: Date,
): Promise<PlaceTimes | null> {
  const [rows] = await tx.query<[PlaceTimes[], number]>(
    `UPDATE session SET booked = booked + 1
     WHERE id = $1 AND booked < places AND status = 'scheduled' AND starts_at > $2
     RETURNING starts_at AS "startsAt", ends_at AS "endsAt"`,
    [sessionId, at],
  );
  return rows[0] ?? null;
}

/** Gives places back. The session's version stays: how many are booked is nobody's edit of it. */
export async function freePlaces(
  tx: EntityManager,
  sessionId: string,
  count: number,
): Promise<void> {
  await tx.query(`UPDATE session SET booked = booked - $2 WHERE id = $1`, [sessionId, count]);
}

/**
 * Works out when the next session of each referral is, after its bookings changed. The version stays:
 * the date follows from bookings, and nobody who is writing a note should be stopped by it.
 *
 * @param referralIds of rows this transaction has locked
 * @returns the date of each; null where nothing is to come
 */
export async function refreshNextSession(
  tx: EntityManager,
  referralIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, Date | null>> {
  if (referralIds.length === 0) return new Map();
  const [rows] = await tx.query<[{ id: string; nextSessionAt: Date | null }[], number]>(
    `UPDATE referral SET updated_at = $2, next_session_at =
       (SELECT min(session.starts_at) FROM booking JOIN session ON session.id = booking.session_id
        WHERE booking.referral_id = referral.id AND booking.status = 'booked'
          AND session.status = 'scheduled' AND session.starts_at > $2)
     WHERE id = ANY ($1::uuid[])
     RETURNING id, next_session_at AS "nextSessionAt"`,
    [referralIds, at],
  );
  return new Map(rows.map(({ id, nextSessionAt }) => [id, nextSessionAt]));
}
