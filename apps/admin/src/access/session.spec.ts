import { describe, expect, it } from '@jest/globals';
import type { Session } from '#contract/client.js';
import { landingOf, menuOf, safeReturnTo } from './landing.js';
import { deadlineOf, stateAt, WARN_BEFORE_MS } from './session-watch.js';

const MINUTE = 60_000;
const at = Date.parse('2026-11-22T10:00:00Z');
const session = {
  idleMinutes: 15,
  expiresAt: '2026-11-22T20:00:00Z',
} as unknown as Session;

describe('the end of a session', () => {
  it('moves on with every answer of the API', () => {
    expect(deadlineOf(session, at)).toBe(at + 15 * MINUTE);
    expect(deadlineOf(session, at + 10 * MINUTE)).toBe(at + 25 * MINUTE);
  });

  it('is never later than the end of the whole session', () => {
    const end = Date.parse(session.expiresAt);
    expect(deadlineOf(session, end - MINUTE)).toBe(end);
  });

  it('is said 2 minutes before', () => {
    const deadline = at + 15 * MINUTE;
    expect(stateAt(deadline, deadline - WARN_BEFORE_MS - 1)).toBe('active');
    expect(stateAt(deadline, deadline - WARN_BEFORE_MS)).toBe('ending');
    expect(stateAt(deadline, deadline)).toBe('ended');
  });
});

describe('where a role starts', () => {
  it('has a landing page and at most 6 menu items for every role', () => {
    expect(landingOf('referrer')).toBe('/refer');
    expect(landingOf('link_worker')).toBe('/caseload');
    expect(landingOf('team_lead')).toBe('/inbox');
    expect(landingOf('venue_staff')).toBe('/venue');
    expect(landingOf('auditor')).toBe('/audit');
    expect(menuOf('team_lead').length).toBeLessThanOrEqual(6);
  });

  it('returns only to addresses of this service', () => {
    expect(safeReturnTo('/referrals/1')).toBe('/referrals/1');
    expect(safeReturnTo('//evil.example')).toBeUndefined();
    expect(safeReturnTo('/\\evil.example')).toBeUndefined();
    expect(safeReturnTo('https://evil.example')).toBeUndefined();
    expect(safeReturnTo('/sign-in')).toBeUndefined();
  });
});
