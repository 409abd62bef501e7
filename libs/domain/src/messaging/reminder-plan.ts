import {
  addHours,
  addLocalDays,
  instantOf,
  isWithinDailyWindow,
  LONDON,
  localDate,
  nextWindowEnd,
} from '../shared/london-time.js';

export const REMINDER_RULES = ['day_before', 'hours_before'] as const;
export type ReminderRule = (typeof REMINDER_RULES)[number];

export interface ReminderSettings {
  /** Local time on the day before, `HH:MM`; null for no such reminder. */
  readonly dayBeforeAt: string | null;
  /** Hours before the start; null for no such reminder. */
  readonly hoursBefore: number | null;
  /** Local times between which nothing is sent. */
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly zone: string;
}

export const DEFAULT_REMINDER_SETTINGS: ReminderSettings = {
  dayBeforeAt: '17:00',
  hoursBefore: 2,
  quietFrom: '20:00',
  quietTo: '08:00',
  zone: LONDON,
};

export interface PlannedReminder {
  readonly rule: ReminderRule;
  readonly dueAt: Date;
  /** After this it would be of no use, or confusing. */
  readonly expiresAt: Date;
}

export interface RemindedBooking {
  readonly status: 'booked' | 'cancelled';
}

export interface RemindedSession {
  readonly startsAt: Date;
  readonly status: 'scheduled' | 'cancelled';
}

/** A reminder is not sent more than this after its time, … */
export const MAX_HOURS_LATE = 6;
/** … nor less than this before the start, when people are on their way. */
export const MIN_HOURS_BEFORE_START = 1;

/**
 * The reminders of a booking. The day before means that wall time on the calendar day before, also
 * across a clock change. One that would fall in the quiet hours moves to their end if that is still
 * of use, and is left out otherwise. None is planned for the past.
 */
export function planReminders(
  booking: RemindedBooking,
  session: RemindedSession,
  settings: ReminderSettings,
  now: Date,
): PlannedReminder[] {
  if (booking.status !== 'booked' || session.status !== 'scheduled') return [];
  return wanted(session.startsAt, settings).flatMap(({ rule, at }) => {
    const dueAt = afterQuietHours(at, settings);
    const expiresAt = expiryOf(dueAt, session.startsAt);
    return dueAt > now && dueAt < expiresAt ? [{ rule, dueAt, expiresAt }] : [];
  });
}

/** The last moment at which a reminder may go out. */
export function expiryOf(dueAt: Date, startsAt: Date): Date {
  const tooLate = addHours(dueAt, MAX_HOURS_LATE);
  const tooClose = addHours(startsAt, -MIN_HOURS_BEFORE_START);
  return tooLate < tooClose ? tooLate : tooClose;
}

function wanted(startsAt: Date, settings: ReminderSettings): { rule: ReminderRule; at: Date }[] {
  const { dayBeforeAt, hoursBefore, zone } = settings;
  const planned: { rule: ReminderRule; at: Date }[] = [];
  if (dayBeforeAt !== null) {
    const dayBefore = addLocalDays(localDate(startsAt, zone), -1);
    planned.push({ rule: 'day_before', at: instantOf(dayBefore, dayBeforeAt, zone) });
  }
  if (hoursBefore !== null) {
    planned.push({ rule: 'hours_before', at: addHours(startsAt, -hoursBefore) });
  }
  return planned;
}

function afterQuietHours(at: Date, { quietFrom, quietTo, zone }: ReminderSettings): Date {
  return isWithinDailyWindow(at, quietFrom, quietTo, zone)
    ? nextWindowEnd(at, quietFrom, quietTo, zone)
    : at;
}
