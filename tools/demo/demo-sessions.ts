import { sessionDates, type SessionRule } from '#application/directory/session-dates.js';
import {
  addLocalDays,
  instantOf,
  isWithinDailyWindow,
  localDate,
  nextTimeOfDay,
} from '#domain/shared/london-time.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';
import { insertRows, type Row } from './rows.js';

/** A session that people of the demo can have a place at. */
export interface DemoSession {
  readonly id: string;
  readonly activityId: string;
  readonly activityName: string;
  readonly venueName: string;
  readonly organisationId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly places: number;
  readonly needs: readonly string[];
}

interface ScheduleRow extends SessionRule {
  readonly id: string;
  readonly activityId: string;
  readonly venueId: string;
  readonly organisationId: string;
  readonly places: number;
}

const PAST_WEEKS = 6;
const MINUTE = 60_000;
const SLOT = 5 * MINUTE;

export interface SpecialSessions {
  readonly runningId: string;
  readonly soonId: string;
}

/** Adds the sessions of the weeks gone by, one that is on now, and one that begins in two hours. */
export async function seedSessions(
  tx: EntityManager,
  organisation: string,
  now: Date,
): Promise<SpecialSessions> {
  const schedules = await tx.query<ScheduleRow[]>(
    `SELECT schedule.id, activity.id AS "activityId", schedule.venue_id AS "venueId",
            activity.organisation_id AS "organisationId", schedule.places, schedule.dtstart,
            schedule.freq, schedule.interval, schedule.byday, schedule.bymonthday,
            schedule.valid_from AS "validFrom", schedule.valid_to AS "validTo",
            to_char(schedule.opens_at, 'HH24:MI') AS "opensAt",
            to_char(schedule.closes_at, 'HH24:MI') AS "closesAt"
     FROM schedule JOIN activity ON activity.id = schedule.activity_id
     JOIN organisation ON organisation.id = activity.organisation_id
     ORDER BY (organisation.name = $1) DESC, activity.name <> 'Gardening together', activity.name`,
    [organisation],
  );
  const today = localDate(now);
  const past = schedules.flatMap((schedule) =>
    sessionDates(schedule, addLocalDays(today, -7 * PAST_WEEKS), addLocalDays(today, -1)).map(
      (times) => sessionRow(schedule, schedule.id, times),
    ),
  );
  const [garden] = schedules;
  if (!garden) throw new Error('The directory holds no schedule');
  const running = sessionRow(garden, null, runningNow(now, today));
  const soon = sessionRow(garden, null, inTwoHours(now));
  await insertRows(tx, 'session', [...past, running, soon]);
  return { runningId: String(running['id']), soonId: String(soon['id']) };
}

type Times = { readonly startsAt: Date; readonly endsAt: Date; readonly localDate: string };

function sessionRow(schedule: ScheduleRow, scheduleId: string | null, times: Times): Row {
  return {
    id: newId(),
    activity_id: schedule.activityId,
    venue_id: schedule.venueId,
    organisation_id: schedule.organisationId,
    schedule_id: scheduleId,
    starts_at: times.startsAt,
    ends_at: times.endsAt,
    time_zone: 'Europe/London',
    local_date: times.localDate,
    places: schedule.places,
    booked: 0,
    status: 'scheduled',
    version: 1,
  };
}

/** Begun a quarter of an hour ago, but never yesterday: a register closes at midnight. */
function runningNow(now: Date, today: string): Times {
  const begun = Math.floor((now.getTime() - 15 * MINUTE) / SLOT) * SLOT;
  const startsAt = new Date(Math.max(begun, instantOf(today, '00:00').getTime()));
  return { startsAt, endsAt: new Date(startsAt.getTime() + 120 * MINUTE), localDate: today };
}

/** A reminder two hours before it goes out soon after the start, and can be seen to arrive. By night: at nine. */
function inTwoHours(now: Date): Times {
  const soon = new Date(Math.ceil((now.getTime() + 124 * MINUTE) / SLOT) * SLOT);
  const startsAt = isWithinDailyWindow(soon, '09:00', '20:00')
    ? soon
    : nextTimeOfDay(soon, '09:00');
  const endsAt = new Date(startsAt.getTime() + 90 * MINUTE);
  return { startsAt, endsAt, localDate: localDate(startsAt) };
}

export async function allSessions(tx: EntityManager): Promise<DemoSession[]> {
  return tx.query<DemoSession[]>(
    `SELECT session.id, activity.id AS "activityId", activity.name AS "activityName",
            venue.name AS "venueName", session.organisation_id AS "organisationId",
            session.starts_at AS "startsAt", session.ends_at AS "endsAt", session.places,
            activity.need_codes AS needs
     FROM session JOIN activity ON activity.id = session.activity_id
     JOIN venue ON venue.id = session.venue_id
     WHERE activity.attendance_mode = 'bookable'
     ORDER BY session.starts_at, session.id`,
  );
}
