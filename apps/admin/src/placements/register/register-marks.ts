import type { AttendanceChange, Register } from '#contract/client.js';

export type Person = Register['people'][number];
export type Mark = Person['mark'];
/** What a press sends; `not_marked` takes a mark back and keeps the history. */
export type MarkCode = NonNullable<Mark> | 'not_marked';

export const isHere = (mark: Mark): boolean => mark === 'on_time' || mark === 'late';
export const isNotHere = (mark: Mark): boolean =>
  mark === 'did_not_come' || mark === 'told_us' || mark === 'late_not_seen';

/** Pressing a button that is on takes the mark back. */
export const pressHere = (mark: Mark): MarkCode => (isHere(mark) ? 'not_marked' : 'on_time');
export const pressNotHere = (mark: Mark): MarkCode =>
  isNotHere(mark) ? 'not_marked' : 'did_not_come';

export const tickLate = (isLate: boolean): MarkCode => (isLate ? 'late' : 'on_time');
export const tickToldUs = (hasTold: boolean): MarkCode => (hasTold ? 'told_us' : 'did_not_come');

/** The register as it will be once the waiting changes have arrived, in the order they were made. */
export function withChanges(
  people: readonly Person[],
  waiting: readonly AttendanceChange[],
): Person[] {
  const latest = new Map(waiting.map(({ bookingId, code }) => [bookingId, code]));
  return people.map((person) => {
    const code = latest.get(person.bookingId);
    if (code === undefined) return person;
    return { ...person, mark: code === 'not_marked' ? null : code };
  });
}

export const hereCount = (people: readonly Person[]): number =>
  people.filter(({ mark }) => isHere(mark)).length;

export const unmarked = (people: readonly Person[]): Person[] =>
  people.filter(({ mark }) => mark === null);

/** How long to wait before the next try: 2, 4, 8 … 60 seconds. */
export const retryDelayMs = (failures: number): number => Math.min(2 ** failures, 60) * 1_000;
