import { Temporal } from 'temporal-polyfill';

/**
 * Wall-clock rules, all in one place. Instants are `Date` at the edges, local dates are
 * `YYYY-MM-DD`, local times `HH:MM`. The zone is a parameter so that a service elsewhere can be run;
 * the rules for it come from the tz database, never from an offset.
 */
export const LONDON = 'Europe/London';

const MS_PER_HOUR = 60 * 60 * 1000;
const SATURDAY = 6;

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const zoned = (instant: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

const dateOf = ({ epochMilliseconds }: Temporal.ZonedDateTime): Date => new Date(epochMilliseconds);

/** The calendar date at an instant, `YYYY-MM-DD`. */
export const localDate = (instant: Date, zone = LONDON): string =>
  zoned(instant, zone).toPlainDate().toString();

/** The wall time at an instant, `HH:MM`. */
export const localTime = (instant: Date, zone = LONDON): string =>
  zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'minute' });

/**
 * The instant of a wall time. A time that does not exist because the clocks go forward becomes the
 * later one (1:30am becomes 2:30am); a time that happens twice because they go back is the first.
 */
export function instantOf(date: string, time: string, zone = LONDON): Date {
  return instantWith(date, time, zone, 'compatible');
}

function instantWith(
  date: string,
  time: string,
  zone: string,
  disambiguation: 'compatible' | 'later',
): Date {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  return dateOf(wall.toZonedDateTime(zone, { disambiguation }));
}

/** True for a date of the calendar, written `YYYY-MM-DD`: 29 February only in a leap year. */
export function isRealDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  if (month < 1 || day < 1) return false;
  const nearest = Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' });
  return nearest.toString() === value;
}

export const isTimeOfDay = (value: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(value);

/** Calendar days, not 24-hour steps: a week later is the same weekday across a clock change. */
export const addLocalDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** Whole days from one local date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

/** Monday to Friday, except the bank holidays given. */
export function isWorkingDay(date: string, bankHolidays: ReadonlySet<string>): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek < SATURDAY && !bankHolidays.has(date);
}

/**
 * The nth working day after a date. `days` = 0 is the date itself, or the first working day after it.
 *
 * @param bankHolidays dates as `YYYY-MM-DD`; data, because governments change them at short notice
 */
export function addWorkingDays(
  date: string,
  days: number,
  bankHolidays: ReadonlySet<string>,
): string {
  let current = date;
  let left = days;
  while (left > 0 || !isWorkingDay(current, bankHolidays)) {
    current = addLocalDays(current, 1);
    if (left > 0 && isWorkingDay(current, bankHolidays)) left -= 1;
  }
  return current;
}

/** Working days after one local date up to and including another: 0 on the day itself and before. */
export function workingDaysBetween(
  from: string,
  to: string,
  bankHolidays: ReadonlySet<string>,
): number {
  let count = 0;
  for (let day = addLocalDays(from, 1); day <= to; day = addLocalDays(day, 1)) {
    if (isWorkingDay(day, bankHolidays)) count += 1;
  }
  return count;
}

/** Whole years of age on a date; somebody born on 29 February turns a year older on 1 March. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/**
 * Whether an instant lies in a window of the wall clock, `from` included and `to` excluded. A window
 * may go over midnight (20:00 to 08:00). Equal ends are an empty window, not a whole day. Seconds,
 * as a database adds them, are left out.
 */
export function isWithinDailyWindow(
  instant: Date,
  from: string,
  to: string,
  zone = LONDON,
): boolean {
  const time = localTime(instant, zone);
  const [start, end] = [from.slice(0, 5), to.slice(0, 5)];
  if (start === end) return false;
  return start < end ? start <= time && time < end : start <= time || time < end;
}

/** When the window that holds this instant ends; the instant itself when it is in none. */
export function nextWindowEnd(instant: Date, from: string, to: string, zone = LONDON): Date {
  if (!isWithinDailyWindow(instant, from, to, zone)) return instant;
  return nextTimeOfDay(instant, to, zone);
}

/** The next instant at which the wall clock shows `time`, after the one given. */
export function nextTimeOfDay(instant: Date, time: string, zone = LONDON): Date {
  const today = localDate(instant, zone);
  const candidates = [
    instantWith(today, time, zone, 'compatible'),
    // In the hour that happens twice, the second time may still be to come.
    instantWith(today, time, zone, 'later'),
    instantWith(addLocalDays(today, 1), time, zone, 'compatible'),
  ];
  return candidates.find((candidate) => candidate > instant) ?? instant;
}

export function weekday(date: string): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'monday';
}

/** `Thursday 5 November 2026`. Source: NHS content style, dates. */
export const formatDate = (instant: Date, zone = LONDON): string =>
  formatLocalDate(localDate(instant, zone));

/** `Thursday 5 November 2026` of a local date. */
export function formatLocalDate(date: string): string {
  const { dayOfWeek, day, month, year } = Temporal.PlainDate.from(date);
  return [DAY_NAMES[dayOfWeek - 1], day, MONTH_NAMES[month - 1], year].join(' ');
}

/**
 * `2:30pm`, `9am`, `midday`, `midnight`. In the hour that happens twice the clock is named
 * (`1:30am BST`), because otherwise nobody can tell which one is meant.
 * Source: NHS content style, times.
 */
export function formatTime(instant: Date, zone = LONDON): string {
  const local = zoned(instant, zone);
  const { hour, minute } = local;
  if (minute === 0 && hour === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'midday';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  const time = `${String(hour % 12 || 12)}${minutes}${hour < 12 ? 'am' : 'pm'}`;
  return isRepeatedHour(local) ? `${time} ${clockName(local)}` : time;
}

function isRepeatedHour(local: Temporal.ZonedDateTime): boolean {
  const wall = local.toPlainDateTime();
  const first = wall.toZonedDateTime(local.timeZoneId, { disambiguation: 'earlier' });
  const second = wall.toZonedDateTime(local.timeZoneId, { disambiguation: 'later' });
  return first.epochMilliseconds !== second.epochMilliseconds;
}

function clockName({ timeZoneId, offsetNanoseconds, offset }: Temporal.ZonedDateTime): string {
  if (timeZoneId !== LONDON) return `UTC${offset}`;
  return offsetNanoseconds === 0 ? 'GMT' : 'BST';
}

export const addHours = (instant: Date, hours: number): Date =>
  new Date(instant.getTime() + hours * MS_PER_HOUR);
