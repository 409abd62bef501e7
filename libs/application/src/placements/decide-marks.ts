import {
  type AttendanceMark,
  decideMark,
  type MarkDecision,
  type MarkedBy,
  type RegisterSession,
} from '#domain/placements/attendance.js';
import { DomainError } from '#domain/shared/domain-error.js';
import type { MarkToStore, StoredMark } from '#persistence/placements/attendance.js';

/** One tap, as a device sends it. */
export interface AttendanceChange extends AttendanceMark {
  readonly bookingId: string;
}

export interface DecidedMark extends MarkToStore {
  /** False for a mark that says again what counted already, or that came too late to count. */
  readonly changesTheRegister: boolean;
}

interface Circumstances {
  readonly session: RegisterSession & { readonly timeZone: string };
  readonly by: MarkedBy;
  readonly at: Date;
}

/**
 * Decides a batch of taps in its order, each on top of the ones before it.
 *
 * @param stored every mark of the bookings, as stored
 * @returns the new marks to store; of each booking one at most counts in the end
 * @throws DomainError as `decideMark` does, with a pointer to the change it is about
 */
export function decideMarks(
  stored: readonly StoredMark[],
  changes: readonly AttendanceChange[],
  { session, by, at }: Circumstances,
): DecidedMark[] {
  const known = [...stored];
  const decided: DecidedMark[] = [];
  for (const [index, change] of changes.entries()) {
    const marks = known.filter(({ bookingId }) => bookingId === change.bookingId);
    const decision = about(index, () =>
      decideMark(marks, { ...change, by }, session, at, session.timeZone),
    );
    if (decision.outcome === 'replayed') continue;
    const isCurrent = decision.outcome === 'current';
    const changesTheRegister = isCurrent && says(change) !== says(superseded(marks, decision));
    decided.push({ ...change, isCurrent, changesTheRegister });
    known.push(change);
  }
  return decided.map((mark, index) => ({
    ...mark,
    isCurrent: mark.isCurrent && !isReplacedLater(mark, decided.slice(index + 1)),
  }));
}

const superseded = (
  marks: readonly AttendanceMark[],
  decision: Extract<MarkDecision, { outcome: 'current' }>,
): AttendanceMark | undefined => marks.find(({ changeId }) => changeId === decision.supersedes);

const says = (mark: AttendanceMark | undefined): string =>
  mark ? `${mark.code} ${mark.minutesLate ?? ''}` : 'not_marked ';

const isReplacedLater = ({ bookingId }: DecidedMark, later: readonly DecidedMark[]): boolean =>
  later.some((mark) => mark.isCurrent && mark.bookingId === bookingId);

/** Puts the place in the list on what is refused, so that the device knows which tap it was. */
function about<T>(index: number, decide: () => T): T {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { kind, code, message, errors } = error;
    const pointer = `/changes/${index}`;
    const located = errors.map((field) => ({ ...field, pointer: `${pointer}${field.pointer}` }));
    const whole = {
      pointer,
      code: code.split('/')[1]?.replaceAll('-', '_') ?? kind,
      detail: message,
    };
    throw new DomainError(kind, code, message, located.length > 0 ? located : [whole]);
  }
}
