import { describe, expect, it } from '@jest/globals';
import { cancelSession, moveSession } from './session-change.js';

const NOW = new Date('2026-10-20T10:00:00Z');
const SESSION = {
  startsAt: new Date('2026-10-22T13:00:00Z'),
  status: 'scheduled',
  timeZone: 'Europe/London',
} as const;
const code = (expected: string) => expect.objectContaining({ code: expected });
const times = (startsAt: string, endsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});
const pointersOf = (act: () => unknown): string[] => {
  try {
    act();
  } catch (error) {
    return (error as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);
  }
  return [];
};

describe('moving a session', () => {
  it('gives it the day of the place where it happens, on both sides of a clock change', () => {
    const inSummerTime = times('2026-10-24T23:30:00Z', '2026-10-25T00:30:00Z');
    const inWinterTime = times('2026-10-25T23:30:00Z', '2026-10-26T00:30:00Z');

    expect(moveSession(SESSION, inSummerTime, NOW).localDate).toBe('2026-10-25');
    expect(moveSession(SESSION, inWinterTime, NOW).localDate).toBe('2026-10-25');
  });

  it('refuses a start that has passed, and one more than a year away', () => {
    const past = times('2026-10-20T09:00:00Z', '2026-10-20T11:00:00Z');
    const far = times('2027-11-20T09:00:00Z', '2027-11-20T11:00:00Z');

    expect(pointersOf(() => moveSession(SESSION, past, NOW))).toEqual(['/startsAt']);
    expect(pointersOf(() => moveSession(SESSION, far, NOW))).toEqual(['/startsAt']);
  });

  it('refuses an end before the start, and a session of more than a day', () => {
    const backwards = times('2026-10-23T12:00:00Z', '2026-10-23T12:00:00Z');
    const endless = times('2026-10-23T12:00:00Z', '2026-10-24T12:01:00Z');

    expect(pointersOf(() => moveSession(SESSION, backwards, NOW))).toEqual(['/endsAt']);
    expect(pointersOf(() => moveSession(SESSION, endless, NOW))).toEqual(['/endsAt']);
  });

  it('is refused once it has begun, and when it is cancelled', () => {
    const later = times('2026-10-23T12:00:00Z', '2026-10-23T14:00:00Z');

    expect(() => moveSession({ ...SESSION, startsAt: NOW }, later, NOW)).toThrow(
      code('session/started'),
    );
    expect(() => moveSession({ ...SESSION, status: 'cancelled' }, later, NOW)).toThrow(
      code('session/cancelled'),
    );
  });
});

describe('cancelling a session', () => {
  it('keeps the reason, trimmed', () => {
    expect(cancelSession(SESSION, ' Storm damage ', NOW)).toEqual({
      status: 'cancelled',
      cancelReason: 'Storm damage',
    });
  });

  it('asks for a reason', () => {
    expect(() => cancelSession(SESSION, '  ', NOW)).toThrow(code('text/not-acceptable'));
  });

  it('is refused once it has begun', () => {
    expect(() => cancelSession({ ...SESSION, startsAt: NOW }, 'Storm', NOW)).toThrow(
      code('session/started'),
    );
  });
});
