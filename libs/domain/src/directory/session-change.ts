import type { SessionStatus } from '../placements/booking.js';
import { conflict, type FieldError, invalid } from '../shared/domain-error.js';
import { addHours, addLocalDays, instantOf, localDate, localTime } from '../shared/london-time.js';
import { assertCleanText } from '../shared/text.js';

/** One date of an activity, as its venue may change it. */
export interface ChangeableSession {
  readonly startsAt: Date;
  readonly status: SessionStatus;
  readonly timeZone: string;
}

export interface SessionTimes {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const LONGEST_HOURS = 24;
const FURTHEST_DAYS = 366;
const REASON_LENGTH = 200;

/**
 * What a session becomes when its venue gives it another time. Its day is that of the place where
 * it happens, also when the clocks change.
 *
 * @throws DomainError `session/cancelled` or `session/started` (conflict)
 * @throws DomainError `session/times-invalid` (invalid) with the fields to put right
 */
export function moveSession(
  session: ChangeableSession,
  times: SessionTimes,
  at: Date,
): SessionTimes & { readonly localDate: string } {
  assertStillToCome(session, at);
  const errors = timeErrors(times, session.timeZone, at);
  if (errors.length > 0) {
    throw invalid('session/times-invalid', 'The session cannot be moved to this time.', errors);
  }
  return { ...times, localDate: localDate(times.startsAt, session.timeZone) };
}

/**
 * @returns the reason as it is stored
 * @throws DomainError `session/cancelled` or `session/started` (conflict)
 * @throws DomainError `text/not-acceptable` (invalid)
 */
export function cancelSession(
  session: ChangeableSession,
  reason: string,
  at: Date,
): { readonly status: 'cancelled'; readonly cancelReason: string } {
  assertStillToCome(session, at);
  const cancelReason = assertCleanText(reason, '/reason', { max: REASON_LENGTH });
  return { status: 'cancelled', cancelReason };
}

function assertStillToCome({ status, startsAt }: ChangeableSession, at: Date): void {
  if (status !== 'scheduled') {
    throw conflict('session/cancelled', 'This session is cancelled already.');
  }
  if (startsAt <= at) {
    throw conflict('session/started', 'This session has begun. Use its register instead.');
  }
}

function timeErrors({ startsAt, endsAt }: SessionTimes, zone: string, at: Date): FieldError[] {
  const errors: FieldError[] = [];
  const latest = instantOf(
    addLocalDays(localDate(at, zone), FURTHEST_DAYS),
    localTime(at, zone),
    zone,
  );
  if (startsAt <= at || startsAt > latest) {
    const detail = 'Enter a start from now to a year from now';
    errors.push({ pointer: '/startsAt', code: 'out_of_range', detail });
  }
  if (endsAt <= startsAt || endsAt > addHours(startsAt, LONGEST_HOURS)) {
    const detail = 'Enter an end after the start, at most 24 hours later';
    errors.push({ pointer: '/endsAt', code: 'out_of_range', detail });
  }
  return errors;
}
