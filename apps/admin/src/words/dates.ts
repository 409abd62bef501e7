/**
 * Dates and times the way the NHS content guide writes them.
 * A date-only value (2026-11-05) is a calendar date and is never moved by a time zone;
 * an instant (2026-11-05T14:30:00Z) is always shown in UK time, whatever the device says.
 * Source: NHS digital service manual, Content guide, Numbers, measurements, dates and time.
 */
const UK = 'Europe/London';
const DAY_MS = 86_400_000;

const calendar = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

const longDate = calendar({ day: 'numeric', month: 'long', year: 'numeric' });
const dayAndDate = calendar({ weekday: 'long', day: 'numeric', month: 'long' });
const dayAndLongDate = calendar({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: UK,
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});
const ukParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: UK,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const atUtcMidnight = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** The UK calendar date of an instant, as YYYY-MM-DD. */
export function ukDateOf(instant: string | Date): string {
  const parts = ukParts.formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export const today = (now: Date = new Date()): string => ukDateOf(now);

/** "5 November 2026". Months in full everywhere: screen readers read "Nov" badly. */
export const formatDate = (date: string): string => longDate.format(atUtcMidnight(date));

/** "Thursday 5 November" */
export const formatDay = (date: string): string =>
  dayAndDate.format(atUtcMidnight(date)).replace(',', '');

/** "Thursday 5 November 2026" */
export const formatFullDay = (date: string): string =>
  dayAndLongDate.format(atUtcMidnight(date)).replace(',', '');

/** "2:30pm", "9am", "midday"; midnight is written 11:59pm only for deadlines, by the caller. */
export function formatTime(instant: string | Date): string {
  const parts = clock.formatToParts(new Date(instant));
  const hour = Number(parts.find((part) => part.type === 'hour')?.value);
  const minute = Number(parts.find((part) => part.type === 'minute')?.value);
  return timeWords(hour, minute);
}

function timeWords(hour: number, minute: number): string {
  if (minute === 0 && hour === 12) return 'midday';
  if (minute === 0 && hour === 0) return 'midnight';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** A wall time "14:30" as "2:30pm". */
export function formatWallTime(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return timeWords(hour ?? 0, minute ?? 0);
}

/** "5 November 2026 at 2:30pm" */
export const formatInstant = (instant: string): string =>
  `${formatDate(ukDateOf(instant))} at ${formatTime(instant)}`;

/** "10:30am to midday" */
export const formatTimes = (startsAt: string, endsAt: string): string =>
  `${formatTime(startsAt)} to ${formatTime(endsAt)}`;

/** "Thursday 5 November, 10:30am to midday" */
export const formatSlot = (startsAt: string, endsAt: string): string =>
  `${formatDay(ukDateOf(startsAt))}, ${formatTimes(startsAt, endsAt)}`;

/** Whole calendar days from one date to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((atUtcMidnight(to).getTime() - atUtcMidnight(from).getTime()) / DAY_MS);

/** A calendar date some days later. */
export const addDays = (date: string, days: number): string =>
  new Date(atUtcMidnight(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);

export interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

export const NO_DATE: DateParts = { day: '', month: '', year: '' };

export function partsOf(date: string): DateParts {
  const [year = '', month = '', day = ''] = date.split('-');
  return { day: String(Number(day)), month: String(Number(month)), year };
}

/** YYYY-MM-DD of what was typed, or null when there is no such day. */
export function dateOfParts({ day, month, year }: DateParts): string | null {
  const figures = [day, month, year].map((part) => part.trim());
  if (!figures.every((part) => /^\d{1,4}$/.test(part)) || figures[2]?.length !== 4) return null;
  const [d = '', m = '', y = ''] = figures;
  const date = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const parsed = atUtcMidnight(date);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}

export type DueTone = 'late' | 'today' | 'soon' | 'later';

/** Words for a due date, so that colour is never the only signal. */
export function describeDue(dueOn: string, on: string): { tone: DueTone; text: string } {
  const days = daysBetween(on, dueOn);
  if (days < 0) return { tone: 'late', text: `${-days} ${days === -1 ? 'day' : 'days'} late` };
  if (days === 0) return { tone: 'today', text: 'Today' };
  if (days === 1) return { tone: 'soon', text: 'Tomorrow' };
  return { tone: days <= 7 ? 'soon' : 'later', text: formatDate(dueOn) };
}
