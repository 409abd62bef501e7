import { describe, expect, it } from '@jest/globals';
import type { AttendanceCode } from '#domain/placements/attendance.js';
import { type AttendanceChange, decideMarks } from './decide-marks.js';

const time = (clock: string) => new Date(`2026-11-05T${clock}:00Z`);
const SESSION = {
  startsAt: time('14:00'),
  status: 'scheduled',
  timeZone: 'Europe/London',
} as const;

const tap = (
  changeId: string,
  code: AttendanceCode,
  clock: string,
  bookingId = 'booking-1',
): AttendanceChange => ({ changeId, bookingId, code, minutesLate: null, markedAt: time(clock) });

const decide = (stored: readonly AttendanceChange[], changes: readonly AttendanceChange[]) =>
  decideMarks(stored, changes, { session: SESSION, by: 'venue', at: time('15:00') });

const summary = (...marks: Parameters<typeof decide>) =>
  decide(...marks).map(({ changeId, isCurrent, changesTheRegister }) => [
    changeId,
    isCurrent,
    changesTheRegister,
  ]);

describe('a batch of taps', () => {
  it('counts the last of each person, and keeps the others', () => {
    const changes = [
      tap('a', 'on_time', '14:01'),
      tap('b', 'did_not_come', '14:01', 'booking-2'),
      tap('c', 'late', '14:02'),
    ];

    expect(summary([], changes)).toEqual([
      ['a', false, true],
      ['b', true, true],
      ['c', true, true],
    ]);
  });

  it('drops what is stored already, and what it says twice itself', () => {
    const stored = [tap('a', 'on_time', '14:01')];

    expect(summary(stored, [tap('a', 'on_time', '14:01')])).toEqual([]);
    expect(summary([], [tap('a', 'on_time', '14:01'), tap('a', 'on_time', '14:01')])).toEqual([
      ['a', true, true],
    ]);
  });

  it('keeps a tap that was made before the one that counts as history', () => {
    const stored = [tap('later', 'on_time', '14:10')];

    expect(summary(stored, [tap('earlier', 'did_not_come', '14:05')])).toEqual([
      ['earlier', false, false],
    ]);
  });

  it('stores a mark that says again what counts, without telling it as news', () => {
    const stored = [tap('a', 'on_time', '14:01')];

    expect(summary(stored, [tap('b', 'on_time', '14:02')])).toEqual([['b', true, false]]);
    expect(summary([], [tap('c', 'not_marked', '14:02')])).toEqual([['c', true, false]]);
  });

  it('says which tap is refused', () => {
    const changes = [
      tap('a', 'on_time', '14:01'),
      { ...tap('b', 'on_time', '14:02'), minutesLate: 5 },
    ];

    expect(() => decide([], changes)).toThrow(
      expect.objectContaining({
        code: 'register/mark-invalid',
        errors: [expect.objectContaining({ pointer: '/changes/1/minutesLate' })],
      }),
    );
  });

  it('points to the whole tap where no field of it is wrong', () => {
    const late = () =>
      decideMarks([], [tap('a', 'on_time', '14:01')], {
        session: { ...SESSION, status: 'cancelled' },
        by: 'venue',
        at: time('15:00'),
      });

    expect(late).toThrow(
      expect.objectContaining({
        code: 'register/session-cancelled',
        errors: [expect.objectContaining({ pointer: '/changes/0', code: 'session_cancelled' })],
      }),
    );
  });
});
