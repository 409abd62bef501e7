import { conflict, type FieldError, invalid } from '../shared/domain-error.js';
import { addLocalDays, instantOf, LONDON, localDate } from '../shared/london-time.js';
import type { SessionStatus } from './booking.js';

/** What happened to one place at one session. `not_marked` takes a mark back. */
export const ATTENDANCE_CODES = [
  'on_time',
  'late',
  'late_not_seen',
  'told_us',
  'did_not_come',
  'cancelled_by_venue',
  'not_marked',
] as const;
export type AttendanceCode = (typeof ATTENDANCE_CODES)[number];

/** Source: NHS Data Dictionary, Attended or Did Not Attend Code. */
const NHS_ATTENDANCE_CODES: Readonly<Record<AttendanceCode, string | null>> = {
  on_time: '5',
  late: '6',
  late_not_seen: '7',
  told_us: '2',
  did_not_come: '3',
  cancelled_by_venue: '4',
  not_marked: null,
};

export const nhsAttendanceCode = (code: AttendanceCode): string | null =>
  NHS_ATTENDANCE_CODES[code];

/** The person took part; late counts, turned away does not. */
export const isAttended = (code: AttendanceCode): boolean => code === 'on_time' || code === 'late';

export const MARKED_BY = ['venue', 'link_worker'] as const;
export type MarkedBy = (typeof MARKED_BY)[number];

export interface AttendanceMark {
  /** Made by the device for each tap; the same tap sent twice is one mark. */
  readonly changeId: string;
  readonly code: AttendanceCode;
  readonly minutesLate: number | null;
  readonly markedAt: Date;
}

export interface IncomingMark extends AttendanceMark {
  readonly by: MarkedBy;
}

export interface RegisterSession {
  readonly startsAt: Date;
  readonly status: SessionStatus;
}

export type MarkDecision =
  /** This tap is stored already: answer with its id and store nothing. */
  | { readonly outcome: 'replayed' }
  /** It becomes the mark that counts; the earlier one, if any, stays in the history. */
  | {
      readonly outcome: 'current';
      readonly markedAt: Date;
      readonly supersedes: string | null;
    }
  /** A later tap of another device counts already: store this one as history. */
  | { readonly outcome: 'history'; readonly markedAt: Date };

const MS_PER_MINUTE = 60_000;
/** People arrive early; the register opens before the session does. */
export const REGISTER_OPENS_MINUTES_BEFORE = 30;
/** A mark made in time on a phone without signal still counts when it arrives this much later. */
export const LATE_ARRIVAL_DAYS = 2;
const MAX_MINUTES_LATE = 600;

export const registerOpensAt = ({ startsAt }: Pick<RegisterSession, 'startsAt'>): Date =>
  new Date(startsAt.getTime() - REGISTER_OPENS_MINUTES_BEFORE * MS_PER_MINUTE);

/** The venue's register is open until 11:59pm of the session's day: the first instant after it. */
export function registerClosesAt(
  { startsAt }: Pick<RegisterSession, 'startsAt'>,
  zone = LONDON,
): Date {
  return instantOf(addLocalDays(localDate(startsAt, zone), 1), '00:00', zone);
}

/**
 * When a tap was made, by our clock: a device whose clock is wrong is as wrong when it sends, so the
 * difference is taken off. A device cannot mark in the future or before the register opened.
 *
 * @param sentAt what the device's clock showed as it sent, or null when it did not say
 */
export function correctedMarkedAt(
  markedAt: Date,
  sentAt: Date | null,
  session: Pick<RegisterSession, 'startsAt'>,
  at: Date,
): Date {
  const drift = sentAt === null ? 0 : at.getTime() - sentAt.getTime();
  const corrected = Math.min(markedAt.getTime() + drift, at.getTime());
  return new Date(Math.max(corrected, registerOpensAt(session).getTime()));
}

/**
 * Decides what one tap on the register does.
 *
 * The first entry is never overwritten: a correction supersedes it. Of two devices the later
 * `markedAt` wins, and both stay in the history. The venue marks until 11:59pm of the day; after
 * that the link worker corrects.
 *
 * @param existing all marks of this booking, in any order; the latest `markedAt` is the one that counts
 * @param incoming its `markedAt` corrected by `correctedMarkedAt`
 * @throws DomainError `register/not-open`, `register/closed` or `register/session-cancelled` (conflict)
 * @throws DomainError `register/mark-invalid` (invalid)
 */
export function decideMark(
  existing: readonly AttendanceMark[],
  incoming: IncomingMark,
  session: RegisterSession,
  at: Date,
  zone = LONDON,
): MarkDecision {
  if (existing.some(({ changeId }) => changeId === incoming.changeId)) {
    return { outcome: 'replayed' };
  }
  assertRegisterOpen(incoming, session, at, zone);
  const errors = markErrors(incoming);
  if (errors.length > 0) {
    throw invalid('register/mark-invalid', 'The mark is not complete.', errors);
  }
  const { markedAt } = incoming;
  const current = latest(existing);
  if (current && current.markedAt > markedAt) return { outcome: 'history', markedAt };
  return { outcome: 'current', markedAt, supersedes: current?.changeId ?? null };
}

function assertRegisterOpen(
  incoming: IncomingMark,
  session: RegisterSession,
  at: Date,
  zone: string,
): void {
  if (at < registerOpensAt(session)) {
    throw conflict('register/not-open', 'The register opens 30 minutes before the session.');
  }
  if (session.status === 'cancelled' && incoming.code !== 'cancelled_by_venue') {
    throw conflict('register/session-cancelled', 'This session was cancelled.');
  }
  if (incoming.by === 'link_worker') return;
  const closesAt = registerClosesAt(session, zone);
  const arrivesBy = new Date(closesAt.getTime() + LATE_ARRIVAL_DAYS * 24 * 60 * MS_PER_MINUTE);
  if (incoming.markedAt >= closesAt || at >= arrivesBy) {
    throw conflict(
      'register/closed',
      'The register closed at 11:59pm. Ask the link worker to correct it.',
    );
  }
}

/** Minutes late belong to a late arrival, and to nothing else. */
function markErrors({ code, minutesLate }: AttendanceMark): FieldError[] {
  if (minutesLate === null) return [];
  const pointer = '/minutesLate';
  if (code !== 'late' && code !== 'late_not_seen') {
    const detail = 'Leave out the minutes: this person was not late';
    return [{ pointer, code: 'minutes_not_expected', detail }];
  }
  if (Number.isInteger(minutesLate) && minutesLate >= 0 && minutesLate <= MAX_MINUTES_LATE) {
    return [];
  }
  const detail = 'Enter whole minutes, from 0 to 600';
  return [{ pointer, code: 'minutes_out_of_range', detail }];
}

/** Equal times keep the order of the list, so the one stored last counts. */
const latest = (marks: readonly AttendanceMark[]): AttendanceMark | undefined =>
  marks.reduce<AttendanceMark | undefined>(
    (found, mark) => (found && found.markedAt > mark.markedAt ? found : mark),
    undefined,
  );
