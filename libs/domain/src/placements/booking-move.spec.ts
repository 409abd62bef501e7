import { describe, expect, it } from '@jest/globals';
import { type ActivitySession, assertMovable } from './booking-move.js';

const NOW = new Date('2026-11-22T10:00:00Z');

const session = (overrides: Partial<ActivitySession> = {}): ActivitySession => ({
  activityId: 'activity-1',
  startsAt: new Date('2026-11-25T10:00:00Z'),
  endsAt: new Date('2026-11-25T12:00:00Z'),
  status: 'scheduled',
  places: 5,
  booked: 1,
  ...overrides,
});

const move = (
  overrides: { from?: Partial<ActivitySession>; to?: Partial<ActivitySession> } = {},
  status: 'booked' | 'cancelled' = 'booked',
) =>
  assertMovable(
    { status },
    {
      from: session(overrides.from),
      to: session(overrides.to),
      referralStatus: 'active',
      alreadyBooked: false,
    },
    NOW,
  );

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('moving a booking', () => {
  it('is allowed to another date of the same activity', () => {
    expect(() => move()).not.toThrow();
  });

  it('is refused when the booking has been cancelled', () => {
    expect(() => move({}, 'cancelled')).toThrow(code('booking/not-live'));
  });

  it('is refused once the old session has begun', () => {
    expect(() => move({ from: { startsAt: NOW } })).toThrow(code('booking/session-started'));
  });

  it('is refused to another activity, which is a new placement', () => {
    expect(() => move({ to: { activityId: 'activity-2' } })).toThrow(
      code('booking/other-activity'),
    );
  });

  it('asks of the new session what a new booking asks', () => {
    expect(() => move({ to: { booked: 5 } })).toThrow(code('booking/session-full'));
    expect(() => move({ to: { status: 'cancelled' } })).toThrow(code('booking/session-cancelled'));
  });
});
