import { describe, expect, it } from '@jest/globals';
import {
  ATTENDANCE_CODES,
  type AttendanceMark,
  correctedMarkedAt,
  decideMark,
  type IncomingMark,
  isAttended,
  nhsAttendanceCode,
  registerClosesAt,
  registerOpensAt,
} from './attendance.js';

const at = (iso: string) => new Date(`2026-${iso}:00Z`);
const SESSION = { startsAt: at('11-05T14:00'), status: 'scheduled' } as const;

const mark = (overrides: Partial<IncomingMark> = {}): IncomingMark => ({
  changeId: 'change-1',
  code: 'on_time',
  minutesLate: null,
  markedAt: at('11-05T14:05'),
  by: 'venue',
  ...overrides,
});

const decide = (
  incoming: Partial<IncomingMark> = {},
  existing: readonly AttendanceMark[] = [],
  now = at('11-05T14:06'),
) => decideMark(existing, mark(incoming), SESSION, now);

const refusal = (code: string) => expect.objectContaining({ code });

describe('attendance codes', () => {
  it('map to the national codes', () => {
    expect(ATTENDANCE_CODES.map(nhsAttendanceCode)).toEqual(['5', '6', '7', '2', '3', '4', null]);
  });

  it('count as attended only when the person took part', () => {
    expect(ATTENDANCE_CODES.filter(isAttended)).toEqual(['on_time', 'late']);
  });
});

describe('marking the register', () => {
  it('records the first mark', () => {
    expect(decide()).toEqual({
      outcome: 'current',
      markedAt: at('11-05T14:05'),
      supersedes: null,
    });
  });

  it('stores the same tap once, however often it is sent', () => {
    expect(decide({}, [mark()])).toEqual({ outcome: 'replayed' });
  });

  it('answers a tap it knows even after the register has closed', () => {
    expect(decide({}, [mark()], at('12-24T12:00'))).toEqual({ outcome: 'replayed' });
  });

  it('supersedes the earlier mark by a correction, and keeps it', () => {
    const correction = { changeId: 'change-2', code: 'late', markedAt: at('11-05T14:20') } as const;

    expect(decide(correction, [mark()], at('11-05T14:21'))).toEqual({
      outcome: 'current',
      markedAt: at('11-05T14:20'),
      supersedes: 'change-1',
    });
  });

  it('lets the later tap of two devices win, in whichever order they arrive', () => {
    const early = mark({ changeId: 'early', markedAt: at('11-05T14:02') });
    const late = mark({ changeId: 'late', markedAt: at('11-05T14:08') });
    const now = at('11-05T14:30');

    expect(decide(late, [early], now)).toMatchObject({ outcome: 'current', supersedes: 'early' });
    expect(decide(early, [late], now)).toMatchObject({ outcome: 'history' });
  });

  it('takes a mark back by another one', () => {
    const undo = { changeId: 'undo', code: 'not_marked', markedAt: at('11-05T14:06') } as const;

    expect(decide(undo, [mark()])).toMatchObject({ outcome: 'current', supersedes: 'change-1' });
  });

  it('supersedes the mark that counts, not the one that arrived last', () => {
    const marks = [
      mark({ changeId: 'b', markedAt: at('11-05T14:10') }),
      mark({ changeId: 'a', markedAt: at('11-05T14:01') }),
    ];

    expect(
      decide({ changeId: 'c', markedAt: at('11-05T14:15') }, marks, at('11-05T14:16')),
    ).toMatchObject({ supersedes: 'b' });
  });
});

describe('the hours of the register', () => {
  it('opens 30 minutes before the session', () => {
    expect(registerOpensAt(SESSION)).toEqual(at('11-05T13:30'));
    expect(() => decide({}, [], at('11-05T13:29'))).toThrow(refusal('register/not-open'));
    expect(decide({ markedAt: at('11-05T13:30') }, [], at('11-05T13:30')).outcome).toBe('current');
  });

  it('is open to the venue until 11:59pm of the day', () => {
    expect(decide({ markedAt: at('11-05T23:59') }, [], at('11-05T23:59')).outcome).toBe('current');
    expect(() => decide({ markedAt: at('11-06T00:00') }, [], at('11-06T00:00'))).toThrow(
      refusal('register/closed'),
    );
  });

  it('closes by the wall clock, also in summer and on the day the clocks change', () => {
    expect(registerClosesAt({ startsAt: at('07-01T14:00') })).toEqual(at('07-01T23:00'));
    expect(registerClosesAt({ startsAt: at('10-25T14:00') })).toEqual(at('10-26T00:00'));
    expect(registerClosesAt({ startsAt: at('03-29T14:00') })).toEqual(at('03-29T23:00'));
  });

  it('takes a mark made in time on a phone without signal, up to 2 days later', () => {
    const inTime = { markedAt: at('11-05T15:00') };

    expect(decide(inTime, [], at('11-07T23:59')).outcome).toBe('current');
    expect(() => decide(inTime, [], at('11-08T00:00'))).toThrow(refusal('register/closed'));
  });

  it('stays open to the link worker, who corrects', () => {
    const correction = { by: 'link_worker', markedAt: at('11-20T10:00') } as const;

    expect(decide(correction, [], at('11-20T10:00')).outcome).toBe('current');
  });

  it('holds for a cancelled session only that it was cancelled', () => {
    const cancelled = { ...SESSION, status: 'cancelled' } as const;
    const now = at('11-05T14:06');

    expect(() => decideMark([], mark(), cancelled, now)).toThrow(
      refusal('register/session-cancelled'),
    );
    expect(decideMark([], mark({ code: 'cancelled_by_venue' }), cancelled, now).outcome).toBe(
      'current',
    );
  });
});

describe('minutes late', () => {
  it.each([
    ['on_time', 5],
    ['late', -1],
    ['late', 601],
    ['late', 1.5],
  ] as const)('are refused for %s with %d', (code, minutesLate) => {
    expect(() => decide({ code, minutesLate })).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'register/mark-invalid' }),
    );
  });

  it.each([
    ['late', 20],
    ['late_not_seen', 600],
    ['late', null],
  ] as const)('are taken for %s with %d', (code, minutesLate) => {
    expect(decide({ code, minutesLate }).outcome).toBe('current');
  });
});

describe('the clock of a device', () => {
  const now = at('11-05T14:30');

  it('is put right by what it showed as it sent', () => {
    expect(correctedMarkedAt(at('11-05T17:05'), at('11-05T17:30'), SESSION, now)).toEqual(
      at('11-05T14:05'),
    );
  });

  it('is believed when it did not say', () => {
    expect(correctedMarkedAt(at('11-05T14:05'), null, SESSION, now)).toEqual(at('11-05T14:05'));
  });

  it('marks neither in the future nor before the register opened', () => {
    expect(correctedMarkedAt(at('11-06T14:05'), null, SESSION, now)).toEqual(now);
    expect(correctedMarkedAt(at('11-01T14:05'), null, SESSION, now)).toEqual(at('11-05T13:30'));
  });
});
