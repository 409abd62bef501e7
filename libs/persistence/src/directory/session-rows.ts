import type { SessionStatus } from '#domain/placements/booking.js';
import { newId } from '#platform/ids/uuid.js';
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

/** Reason of the mark that a moved session leaves at its old time; it is no session to anybody. */
export const MOVED_AWAY = 'moved_to_other_time';

/**
 * Saves another time of a locked session. Where it came from a schedule, a mark stays at the old time,
 * so that the schedule does not fill it again; a session that comes back takes its mark away.
 */
export async function saveSessionTimes(
  tx: EntityManager,
  id: string,
  times: { readonly startsAt: Date; readonly endsAt: Date; readonly localDate: string },
): Promise<void> {
  await tx.query(
    `DELETE FROM session AS mark USING session
     WHERE session.id = $1 AND mark.schedule_id = session.schedule_id AND mark.starts_at = $2
       AND mark.status = 'cancelled' AND mark.cancel_reason = '${MOVED_AWAY}'`,
    [id, times.startsAt],
  );
  const [was] = await tx.query<{ startsAt: Date; endsAt: Date; localDate: string }[]>(
    `SELECT starts_at AS "startsAt", ends_at AS "endsAt", local_date AS "localDate"
     FROM session WHERE id = $1 AND schedule_id IS NOT NULL AND starts_at <> $2`,
    [id, times.startsAt],
  );
  await tx.query(
    `UPDATE session SET starts_at = $2, ends_at = $3, local_date = $4, version = version + 1 WHERE id = $1`,
    [id, times.startsAt, times.endsAt, times.localDate],
  );
  if (!was) return;
  await tx.query(
    `INSERT INTO session (id, activity_id, venue_id, organisation_id, schedule_id, time_zone, places,
                          starts_at, ends_at, local_date, status, cancel_reason)
     SELECT $2, activity_id, venue_id, organisation_id, schedule_id, time_zone, 0, $3, $4, $5,
            'cancelled', '${MOVED_AWAY}'
     FROM session WHERE id = $1`,
    [id, newId(), was.startsAt, was.endsAt, was.localDate],
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
