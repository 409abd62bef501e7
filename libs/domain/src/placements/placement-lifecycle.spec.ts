import { describe, expect, it } from '@jest/globals';
import { placementFacts } from '#test/support/factories/domain-facts.js';
import { isOpenPlacement, PLACEMENT_STATUSES, type PlacementStatus } from './placement.js';
import {
  availablePlacementCommands,
  nextPlacementStatus,
  PLACEMENT_COMMAND_TYPES,
  PLACEMENT_EVENT_OF,
  type PlacementCommand,
  type PlacementCommandType,
  type PlacementFacts,
  stepsToBooked,
  transitionPlacement,
} from './placement-lifecycle.js';

const NOW = new Date('2026-11-05T14:30:00Z');

/** Written out by hand from the domain rules; every pair that is not here must be refused. */
const ALLOWED: Record<PlacementStatus, Partial<Record<PlacementCommandType, PlacementStatus>>> = {
  proposed: { offer: 'offered', cancel: 'cancelled' },
  offered: { decline_by_patient: 'declined_by_patient', refer: 'referred', cancel: 'cancelled' },
  declined_by_patient: {},
  referred: {
    decline_by_provider: 'declined_by_provider',
    accept: 'accepted',
    cancel: 'cancelled',
  },
  declined_by_provider: {},
  accepted: {
    waitlist: 'waitlisted',
    book: 'booked',
    never_start: 'never_started',
    cancel: 'cancelled',
  },
  waitlisted: { book: 'booked', never_start: 'never_started', cancel: 'cancelled' },
  booked: {
    waitlist: 'waitlisted',
    complete: 'completed',
    leave_early: 'left_early',
    never_start: 'never_started',
    cancel: 'cancelled',
  },
  completed: {},
  left_early: {},
  never_started: {},
  cancelled: {},
};

const COMMANDS: { readonly [T in PlacementCommandType]: PlacementCommand & { type: T } } = {
  offer: { type: 'offer' },
  decline_by_patient: { type: 'decline_by_patient', reason: 'too_far', text: null },
  refer: { type: 'refer' },
  decline_by_provider: { type: 'decline_by_provider', reason: 'no_capacity', text: null },
  accept: { type: 'accept' },
  waitlist: { type: 'waitlist' },
  book: { type: 'book' },
  complete: { type: 'complete' },
  leave_early: { type: 'leave_early', reason: 'travel', text: null },
  never_start: { type: 'never_start', reason: 'changed_mind', text: null },
  cancel: { type: 'cancel', reason: 'activity_ended', text: null },
};

const attended = (type: PlacementCommandType): PlacementFacts => ({
  sessionsAttended: type === 'complete' || type === 'leave_early' ? 1 : 0,
  comingBookings: 0,
});

const PAIRS = PLACEMENT_STATUSES.flatMap((status) =>
  PLACEMENT_COMMAND_TYPES.map((type) => [status, type, ALLOWED[status][type] ?? null] as const),
);

describe('placement lifecycle', () => {
  it.each(PAIRS)('takes %s by %s to %s', (status, type, expected) => {
    const placement = Object.freeze(placementFacts({ status }));
    const act = () => transitionPlacement(placement, COMMANDS[type], attended(type), NOW);

    if (expected === null) {
      expect(act).toThrow(
        expect.objectContaining({ kind: 'conflict', code: 'placement/transition-not-allowed' }),
      );
      return;
    }
    const { changes, event, timeline } = act();
    expect(changes.status).toBe(expected);
    expect(changes.endedAt).toEqual(isOpenPlacement(expected) ? undefined : NOW);
    expect(event).toEqual({
      type: PLACEMENT_EVENT_OF[type],
      placementId: placement.id,
      referralId: placement.referralId,
      status: expected,
      occurredAt: NOW,
    });
    expect(timeline).toMatchObject({ kind: PLACEMENT_EVENT_OF[type], at: NOW });
  });

  it('reaches every status from a proposal', () => {
    const reached = new Set<PlacementStatus>(['proposed']);
    for (const status of reached) {
      for (const type of availablePlacementCommands(status)) {
        const next = nextPlacementStatus(status, type);
        if (next) reached.add(next);
      }
    }

    expect([...reached].sort()).toEqual([...PLACEMENT_STATUSES].sort());
  });

  it('lets nothing out of an end', () => {
    const ends = PLACEMENT_STATUSES.filter((status) => !isOpenPlacement(status));

    expect(ends.flatMap(availablePlacementCommands)).toEqual([]);
  });

  it('goes back and forth between the waiting list and a booking', () => {
    expect(nextPlacementStatus('waitlisted', 'book')).toBe('booked');
    expect(nextPlacementStatus('booked', 'waitlist')).toBe('waitlisted');
  });

  it.each(PLACEMENT_STATUSES.filter(isOpenPlacement))(
    'has a way of allowed steps from %s to a booking',
    (from) => {
      const end = (stepsToBooked(from) ?? []).reduce<PlacementStatus>(
        (status, step) => nextPlacementStatus(status, step) ?? 'cancelled',
        from,
      );

      expect(end).toBe('booked');
    },
  );

  it('has no way from an end to a booking', () => {
    expect(stepsToBooked('completed')).toBeNull();
  });

  it('captures why a venue declined, with its national code', () => {
    const { changes, timeline } = transitionPlacement(
      placementFacts({ status: 'referred' }),
      COMMANDS.decline_by_provider,
      attended('decline_by_provider'),
      NOW,
    );

    expect(changes).toMatchObject({ reasonCode: 'no_capacity', reasonText: null });
    expect(timeline.captured).toEqual({
      placementId: 'placement-1',
      activityId: 'activity-1',
      reason: 'no_capacity',
      text: null,
      barsCode: '22',
    });
  });

  it.each([
    'decline_by_patient',
    'decline_by_provider',
    'leave_early',
    'never_start',
    'cancel',
  ] as const)('asks for words when the reason to %s is another', (type) => {
    const [from] = PAIRS.find(([, each, next]) => each === type && next) ?? ['proposed'];
    const command: PlacementCommand = { ...COMMANDS[type], reason: 'other', text: ' ' };

    expect(() =>
      transitionPlacement(placementFacts({ status: from }), command, attended(type), NOW),
    ).toThrow(expect.objectContaining({ code: 'placement/reason-incomplete' }));
  });

  it.each([
    ['complete', { sessionsAttended: 0, comingBookings: 0 }, 'placement/not-started'],
    ['leave_early', { sessionsAttended: 0, comingBookings: 0 }, 'placement/not-started'],
    ['never_start', { sessionsAttended: 1, comingBookings: 0 }, 'placement/started-already'],
    ['complete', { sessionsAttended: 1, comingBookings: 1 }, 'placement/coming-bookings'],
    ['leave_early', { sessionsAttended: 1, comingBookings: 1 }, 'placement/coming-bookings'],
    ['never_start', { sessionsAttended: 0, comingBookings: 1 }, 'placement/coming-bookings'],
    ['cancel', { sessionsAttended: 0, comingBookings: 1 }, 'placement/coming-bookings'],
  ] as const)('refuses to %s with %o', (type, facts, code) => {
    expect(() =>
      transitionPlacement(placementFacts({ status: 'booked' }), COMMANDS[type], facts, NOW),
    ).toThrow(expect.objectContaining({ kind: 'conflict', code }));
  });
});
