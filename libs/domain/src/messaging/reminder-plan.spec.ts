import { describe, expect, it } from '@jest/globals';
import { localTime } from '../shared/london-time.js';
import { DEFAULT_REMINDER_SETTINGS, expiryOf, planReminders } from './reminder-plan.js';

const NOW = new Date('2026-10-01T09:00:00Z');
const BOOKED = { status: 'booked' } as const;

const plan = (startsAt: string, settings = {}, now = NOW) =>
  planReminders(
    BOOKED,
    { startsAt: new Date(startsAt), status: 'scheduled' },
    { ...DEFAULT_REMINDER_SETTINGS, ...settings },
    now,
  ).map(({ rule, dueAt, expiresAt }) => [rule, dueAt.toISOString(), expiresAt.toISOString()]);

describe('reminders of a booking', () => {
  it('are the day before at 5pm, and 2 hours before', () => {
    expect(plan('2026-11-05T14:30:00Z')).toEqual([
      ['day_before', '2026-11-04T17:00:00.000Z', '2026-11-04T23:00:00.000Z'],
      ['hours_before', '2026-11-05T12:30:00.000Z', '2026-11-05T13:30:00.000Z'],
    ]);
  });

  it.each([
    // Start on the day the clocks go back, on the day after, and the same in spring.
    ['2026-10-25T14:00:00Z', '2026-10-24T16:00:00.000Z'],
    ['2026-10-26T14:00:00Z', '2026-10-25T17:00:00.000Z'],
    ['2027-03-28T13:00:00Z', '2027-03-27T17:00:00.000Z'],
    ['2027-03-29T13:00:00Z', '2027-03-28T16:00:00.000Z'],
  ])('are at 5pm by the wall clock the day before %s', (startsAt, dueAt) => {
    const [dayBefore] = plan(startsAt);

    expect(dayBefore?.[1]).toBe(dueAt);
    expect(localTime(new Date(dueAt))).toBe('17:00');
  });

  it('are none for a booking or a session that is off', () => {
    const coming = { startsAt: new Date('2026-11-05T14:30:00Z') };

    expect(
      planReminders(
        { status: 'cancelled' },
        { ...coming, status: 'scheduled' },
        DEFAULT_REMINDER_SETTINGS,
        NOW,
      ),
    ).toEqual([]);
    expect(
      planReminders(BOOKED, { ...coming, status: 'cancelled' }, DEFAULT_REMINDER_SETTINGS, NOW),
    ).toEqual([]);
  });

  it.each([
    ['2026-11-04T17:00:00Z', ['hours_before']],
    ['2026-11-05T12:29:59Z', ['hours_before']],
    ['2026-11-05T12:30:00Z', []],
    ['2026-11-05T15:00:00Z', []],
  ])('leave out what is past at %s', (now, rules) => {
    expect(plan('2026-11-05T14:30:00Z', {}, new Date(now)).map(([rule]) => rule)).toEqual(rules);
  });

  it('leave out what the service does not want', () => {
    expect(plan('2026-11-05T14:30:00Z', { dayBeforeAt: null })).toHaveLength(1);
    expect(plan('2026-11-05T14:30:00Z', { hoursBefore: null })).toHaveLength(1);
  });

  it('wait for the end of the quiet hours when that is still of use', () => {
    expect(plan('2026-11-05T09:30:00Z')[1]).toEqual([
      'hours_before',
      '2026-11-05T08:00:00.000Z',
      '2026-11-05T08:30:00.000Z',
    ]);
  });

  it('leave one out that could only come too close to the start', () => {
    expect(plan('2026-11-05T09:00:00Z').map(([rule]) => rule)).toEqual(['day_before']);
  });

  it('take times as a database writes them', () => {
    const written = { dayBeforeAt: '17:00:00', quietFrom: '20:00:00', quietTo: '08:00:00' };

    expect(plan('2026-11-05T09:30:00Z', written)).toEqual(plan('2026-11-05T09:30:00Z'));
  });

  it('expire after 6 hours, or an hour before the start', () => {
    const due = new Date('2026-11-05T06:00:00Z');

    expect(expiryOf(due, new Date('2026-11-06T10:00:00Z'))).toEqual(
      new Date('2026-11-05T12:00:00Z'),
    );
    expect(expiryOf(due, new Date('2026-11-05T10:00:00Z'))).toEqual(
      new Date('2026-11-05T09:00:00Z'),
    );
  });
});
