import { addLocalDays, instantOf, LONDON, weekday, WEEKDAYS } from '#domain/shared/london-time.js';

/** When an activity takes place, in the parts of RFC 5545 that service directories use. */
export interface SessionRule {
  /** First day it counts from, `YYYY-MM-DD`; also what an interval is counted from. */
  readonly dtstart: string | null;
  /** Null for one day only, the first. */
  readonly freq: 'WEEKLY' | 'MONTHLY' | null;
  readonly interval: number | null;
  /** `MO,TH`; for a monthly rule also `1MO` (the first) and `-1FR` (the last). */
  readonly byday: string | null;
  /** `1,15,-1`: days of the month, from the end where negative. */
  readonly bymonthday: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Wall times `HH:MM`. */
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

export interface SessionTimes {
  readonly localDate: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WEEK = 7;
/** A Monday, from which weeks are counted where a rule has no first day. */
const EPOCH_MONDAY = '2024-01-01';

/**
 * The sessions of a rule between two days, both included. A session is at the same time by the clock
 * on the wall all year round; the day of a clock change is a day like any other.
 *
 * @param from local date, `YYYY-MM-DD`
 * @param to local date, `YYYY-MM-DD`
 */
export function sessionDates(
  rule: SessionRule,
  from: string,
  to: string,
  zone = LONDON,
): SessionTimes[] {
  const { opensAt, closesAt } = rule;
  if (opensAt === null || closesAt === null || closesAt <= opensAt) return [];
  return daysOf(rule, from, to).flatMap((localDate) => {
    const startsAt = instantOf(localDate, opensAt, zone);
    const endsAt = instantOf(localDate, closesAt, zone);
    // In the hour that the clocks skip a short session may have no time left.
    return startsAt < endsAt ? [{ localDate, startsAt, endsAt }] : [];
  });
}

function daysOf(rule: SessionRule, from: string, to: string): string[] {
  const first = latest([from, rule.dtstart, rule.validFrom]);
  const last = rule.validTo !== null && rule.validTo < to ? rule.validTo : to;
  const takesPlace = dayTest(rule);
  const days: string[] = [];
  for (let day = first; day <= last; day = addLocalDays(day, 1)) {
    if (takesPlace(day)) days.push(day);
  }
  return days;
}

const latest = (dates: readonly (string | null)[]): string =>
  dates.reduce<string>((found, date) => (date !== null && date > found ? date : found), '');

/** `YYYY-MM-DD` texts compare as dates do, so no calendar is needed to compare them. */
function dayTest(rule: SessionRule): (day: string) => boolean {
  const anchor = rule.dtstart ?? rule.validFrom;
  switch (rule.freq) {
    case null:
      return (day) => day === anchor;
    case 'WEEKLY':
      return weeklyTest(rule, anchor);
    case 'MONTHLY':
      return monthlyTest(rule, anchor);
  }
}

function weeklyTest(rule: SessionRule, anchor: string | null): (day: string) => boolean {
  const days = partsOf(rule.byday);
  // Without days a weekly rule repeats the day it begins on; without that it says nothing.
  const wanted = days.length > 0 ? days : anchor === null ? [] : [dayCode(anchor)];
  const interval = rule.interval ?? 1;
  const firstWeek = weekNumber(anchor ?? EPOCH_MONDAY);
  return (day) => wanted.includes(dayCode(day)) && (weekNumber(day) - firstWeek) % interval === 0;
}

function monthlyTest(rule: SessionRule, anchor: string | null): (day: string) => boolean {
  const byday = partsOf(rule.byday);
  const monthDays = partsOf(rule.bymonthday).map(Number);
  const sameDay = byday.length === 0 && monthDays.length === 0 && anchor !== null;
  const wantedDays = sameDay ? [Number(anchor.slice(8))] : monthDays;
  const interval = rule.interval ?? 1;
  const firstMonth = monthNumber(anchor ?? EPOCH_MONDAY);
  return (day) => {
    if ((monthNumber(day) - firstMonth) % interval !== 0) return false;
    const onDay = wantedDays.length > 0 && monthDayForms(day).some((n) => wantedDays.includes(n));
    const onWeekday = byday.length > 0 && weekdayForms(day).some((form) => byday.includes(form));
    // Where both are given both must hold (RFC 5545, 3.3.10).
    if (byday.length > 0 && monthDays.length > 0) return onDay && onWeekday;
    return onDay || onWeekday;
  };
}

const partsOf = (list: string | null): string[] =>
  list === null ? [] : list.split(',').map((part) => part.trim().replace(/^\+/, ''));

const dayCode = (day: string): string => DAYS[WEEKDAYS.indexOf(weekday(day))] ?? 'MO';

/** Weeks begin on Monday (RFC 5545, WKST); days are counted without a clock, so in UTC. */
const weekNumber = (day: string): number =>
  Math.floor((dayNumber(day) - dayNumber(EPOCH_MONDAY)) / WEEK);

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

const monthNumber = (day: string): number =>
  Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const daysInMonth = (day: string): number =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();

/** 15 and, in a month of 30 days, -16. */
function monthDayForms(day: string): number[] {
  const date = Number(day.slice(8));
  return [date, date - daysInMonth(day) - 1];
}

/** `TH`, `2TH` and, counted from the end, `-3TH`. */
function weekdayForms(day: string): string[] {
  const code = dayCode(day);
  const date = Number(day.slice(8));
  const nth = Math.ceil(date / WEEK);
  const fromEnd = Math.ceil((daysInMonth(day) - date + 1) / WEEK);
  return [code, `${String(nth)}${code}`, `-${String(fromEnd)}${code}`];
}
