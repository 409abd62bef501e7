import type { SessionStatus } from '#domain/placements/booking.js';
import type { EntityManager } from 'typeorm';

/** A session with the words it is known by. */
export interface SessionRow {
  readonly id: string;
  readonly activityId: string;
  readonly organisationId: string;
  readonly activityName: string;
  readonly venueName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly status: SessionStatus;
  readonly places: number;
  readonly booked: number;
  readonly version: number;
}

const SESSIONS = `
  SELECT session.id, session.activity_id AS "activityId", session.organisation_id AS "organisationId",
         activity.name AS "activityName", venue.name AS "venueName", session.starts_at AS "startsAt",
         session.ends_at AS "endsAt", session.time_zone AS "timeZone", session.status,
         session.places, session.booked, session.version
  FROM session
  JOIN activity ON activity.id = session.activity_id
  JOIN venue ON venue.id = session.venue_id
  WHERE session.id = ANY ($1::uuid[])`;

/** A session as it is now, unlocked: what is decided on it is repeated by the statement that takes a place. */
export async function findSession(tx: EntityManager, id: string): Promise<SessionRow | null> {
  const [row] = await tx.query<SessionRow[]>(SESSIONS, [[id]]);
  return row ?? null;
}

/**
 * Locks sessions until the transaction ends, always in the order of their ids, so that two moves in
 * opposite directions wait for each other and never block each other.
 */
export async function lockSessions(
  tx: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SessionRow>> {
  const rows = await tx.query<SessionRow[]>(
    `${SESSIONS} ORDER BY session.id FOR UPDATE OF session`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Saves another time of a locked session. */
export async function saveSessionTimes(
  tx: EntityManager,
  id: string,
  times: { readonly startsAt: Date; readonly endsAt: Date; readonly localDate: string },
): Promise<void> {
  await tx.query(
    `UPDATE session SET starts_at = $2, ends_at = $3, local_date = $4, version = version + 1 WHERE id = $1`,
    [id, times.startsAt, times.endsAt, times.localDate],
  );
}

/** Saves that a locked session will not take place; its places are given back with its bookings. */
export async function saveSessionCancelled(
  tx: EntityManager,
  id: string,
  cancelReason: string,
): Promise<void> {
  await tx.query(
    `UPDATE session SET status = 'cancelled', cancel_reason = $2, version = version + 1 WHERE id = $1`,
    [id, cancelReason],
  );
}
