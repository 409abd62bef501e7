import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** A schedule as the planning of sessions needs it. */
export interface PlannedSchedule {
  readonly id: string;
  readonly activityId: string;
  readonly organisationId: string;
  readonly activityStatus: string;
  /** Its own venue, or the first of the activity; null when there is none. */
  readonly venueId: string | null;
  readonly timeZone: string;
  readonly dtstart: string | null;
  readonly freq: 'WEEKLY' | 'MONTHLY' | null;
  readonly interval: number | null;
  readonly byday: string | null;
  readonly bymonthday: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly places: number | null;
}

/** @param activityId one activity; null for all of them */
export async function schedulesToPlan(
  tx: EntityManager,
  activityId: string | null,
): Promise<PlannedSchedule[]> {
  return tx.query<PlannedSchedule[]>(
    `SELECT schedule.id, activity.id AS "activityId", activity.organisation_id AS "organisationId",
            activity.status AS "activityStatus",
            coalesce(schedule.venue_id,
                     (SELECT venue_id FROM activity_venue WHERE activity_id = activity.id
                      ORDER BY venue_id LIMIT 1)) AS "venueId",
            schedule.time_zone AS "timeZone", schedule.dtstart, schedule.freq, schedule.interval,
            schedule.byday, schedule.bymonthday, schedule.valid_from AS "validFrom",
            schedule.valid_to AS "validTo", to_char(schedule.opens_at, 'HH24:MI') AS "opensAt",
            to_char(schedule.closes_at, 'HH24:MI') AS "closesAt", schedule.places
     FROM schedule JOIN activity ON activity.id = schedule.activity_id
     WHERE $1::uuid IS NULL OR activity.id = $1
     ORDER BY schedule.id`,
    [activityId],
  );
}

export interface NewSession {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly localDate: string;
}

/** Why a session that nobody had booked was taken off; only such a one is put back by a schedule. */
const NOT_IN_SCHEDULE = 'not_in_schedule';

/**
 * Adds the sessions of a schedule that are not there yet. One that was taken off because the schedule
 * had changed comes back when the schedule does; what people have changed stays as they left it: a day
 * on which the session was moved to another time, or cancelled, is left alone.
 *
 * @returns how many sessions were added or put back
 */
export async function addSessions(
  tx: EntityManager,
  schedule: PlannedSchedule & { readonly venueId: string },
  sessions: readonly NewSession[],
  places: number,
): Promise<number> {
  if (sessions.length === 0) return 0;
  const rows = await tx.query<unknown[]>(
    `INSERT INTO session (id, activity_id, venue_id, organisation_id, schedule_id, time_zone, places,
                          starts_at, ends_at, local_date)
     SELECT id, $1, $2, $3, $4, $5, $6, starts_at, ends_at, local_date
     FROM unnest($7::uuid[], $8::timestamptz[], $9::timestamptz[], $10::date[])
       AS row (id, starts_at, ends_at, local_date)
     WHERE NOT EXISTS (
       SELECT FROM session AS other
       WHERE other.schedule_id = $4 AND other.local_date = row.local_date
         AND other.starts_at <> row.starts_at
         AND other.cancel_reason IS DISTINCT FROM '${NOT_IN_SCHEDULE}')
     ON CONFLICT (schedule_id, starts_at) WHERE schedule_id IS NOT NULL
       DO UPDATE SET status = 'scheduled', cancel_reason = NULL, ends_at = excluded.ends_at,
                     version = session.version + 1
       WHERE session.status = 'cancelled' AND session.cancel_reason = '${NOT_IN_SCHEDULE}'
     RETURNING id`,
    [
      schedule.activityId,
      schedule.venueId,
      schedule.organisationId,
      schedule.id,
      schedule.timeZone,
      places,
      sessions.map(() => newId()),
      sessions.map(({ startsAt }) => startsAt),
      sessions.map(({ endsAt }) => endsAt),
      sessions.map(({ localDate }) => localDate),
    ],
  );
  return rows.length;
}

export interface Retired {
  /** Taken off: nobody had booked them. */
  readonly cancelled: number;
  /** Left as they are, because people have booked: somebody must decide and tell them. */
  readonly booked: number;
}

/**
 * Takes off the coming sessions of a schedule that it does not give any more. One with bookings is
 * never taken off by a machine. A session that the venue moved is the venue's, and stays.
 */
export async function retireSessions(
  tx: EntityManager,
  scheduleId: string,
  kept: readonly Date[],
): Promise<Retired> {
  const [, cancelled] = await tx.query<[unknown, number]>(
    `UPDATE session SET status = 'cancelled', cancel_reason = '${NOT_IN_SCHEDULE}', version = version + 1
     WHERE schedule_id = $1 AND status = 'scheduled' AND starts_at > now() AND booked = 0
       AND version = 1 AND NOT starts_at = ANY ($2::timestamptz[])`,
    [scheduleId, kept],
  );
  const [row] = await tx.query<{ booked: number }[]>(
    `SELECT count(*)::integer AS booked FROM session
     WHERE schedule_id = $1 AND status = 'scheduled' AND starts_at > now() AND booked > 0
       AND NOT starts_at = ANY ($2::timestamptz[])`,
    [scheduleId, kept],
  );
  return { cancelled, booked: row?.booked ?? 0 };
}
