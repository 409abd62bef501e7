import { addLocalDays, localDate } from '#domain/shared/london-time.js';
import {
  addSessions,
  type NewSession,
  type PlannedSchedule,
  retireSessions,
  schedulesToPlan,
} from '#persistence/directory/session-planning.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager } from 'typeorm';
import { Injectable } from '@nestjs/common';
import { sessionDates } from './session-dates.js';

/** How far ahead sessions can be booked. */
export const PLANNED_WEEKS = 8;
/** Directories do not say how many people a session takes; a team corrects it where it knows better. */
export const DEFAULT_PLACES = 12;

export interface PlannedSessions {
  readonly added: number;
  readonly cancelled: number;
  /** Booked sessions that their schedule does not give any more: somebody must decide. */
  readonly bookedOutsideSchedule: number;
}

const NOTHING_PLANNED: PlannedSessions = { added: 0, cancelled: 0, bookedOutsideSchedule: 0 };

/**
 * Plans the sessions of the coming weeks in the transaction given. Run again it changes nothing.
 *
 * @param activityId one activity; null for all of them
 */
export async function planSessions(
  tx: EntityManager,
  activityId: string | null,
): Promise<PlannedSessions> {
  const now = await transactionTime(tx);
  let total = NOTHING_PLANNED;
  for (const schedule of await schedulesToPlan(tx, activityId)) {
    const planned = await planSchedule(tx, schedule, now);
    total = {
      added: total.added + planned.added,
      cancelled: total.cancelled + planned.cancelled,
      bookedOutsideSchedule: total.bookedOutsideSchedule + planned.bookedOutsideSchedule,
    };
  }
  return total;
}

async function planSchedule(
  tx: EntityManager,
  schedule: PlannedSchedule,
  now: Date,
): Promise<PlannedSessions> {
  const { venueId } = schedule;
  if (venueId === null) return NOTHING_PLANNED;
  const sessions = wantedSessions(schedule, now);
  const starts = sessions.map(({ startsAt }) => startsAt);
  // First off, then on: a session whose time has changed must not stand in its own way.
  const retired = await retireSessions(tx, schedule.id, starts);
  const places = schedule.places ?? DEFAULT_PLACES;
  const added = await addSessions(tx, { ...schedule, venueId }, sessions, places);
  return { added, cancelled: retired.cancelled, bookedOutsideSchedule: retired.booked };
}

/** From the beginning of today, so that what is going on now has its register. */
function wantedSessions(schedule: PlannedSchedule, now: Date): NewSession[] {
  if (schedule.activityStatus !== 'active') return [];
  const today = localDate(now, schedule.timeZone);
  return sessionDates(schedule, today, addLocalDays(today, PLANNED_WEEKS * 7), schedule.timeZone);
}

/** Keeps the coming weeks filled as time goes by; a daily job calls it. */
@Injectable()
export class SessionPlanner {
  constructor(private readonly dataSource: DataSource) {}

  planAll(): Promise<PlannedSessions> {
    return this.dataSource.transaction((tx) => planSessions(tx, null));
  }
}
