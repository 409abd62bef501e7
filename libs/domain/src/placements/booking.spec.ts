import { describe, expect, it } from '@jest/globals';
import { allowsPlacements, REFERRAL_STATUSES } from '../referrals/referral.js';
import { assertBookable, type Booking, type BookingFacts, cancelBooking } from './booking.js';

const NOW = new Date('2026-11-05T14:30:00Z');
const LATER = new Date('2026-11-12T10:00:00Z');

const facts = (
  session: Partial<BookingFacts['session']> = {},
  overrides: Partial<BookingFacts> = {},
): BookingFacts => ({
  session: {
    startsAt: LATER,
    endsAt: new Date('2026-11-12T12:00:00Z'),
    status: 'scheduled',
    places: 10,
    booked: 9,
    ...session,
  },
  referralStatus: 'active',
  alreadyBooked: false,
  ...overrides,
});

const aBooking = (overrides: Partial<Booking> = {}): Booking => ({
  id: 'booking-1',
  placementId: 'placement-1',
  referralId: 'referral-1',
  patientId: 'patient-1',
  sessionId: 'session-1',
  status: 'booked',
  cancelledAt: null,
  cancelReason: null,
  version: 1,
  ...overrides,
});

describe('booking a session', () => {
  it('takes the last place', () => {
    expect(() => {
      assertBookable(facts(), NOW);
    }).not.toThrow();
  });

  it.each([
    ['the session is full', facts({ booked: 10 }), 'booking/session-full'],
    ['the session has no places', facts({ places: 0, booked: 0 }), 'booking/session-full'],
    ['the session is cancelled', facts({ status: 'cancelled' }), 'booking/session-cancelled'],
    ['the session begins now', facts({ startsAt: NOW }), 'booking/session-started'],
    ['the person has a place', facts({}, { alreadyBooked: true }), 'booking/already-booked'],
    [
      'the person has a place in a full session',
      facts({ booked: 10 }, { alreadyBooked: true }),
      'booking/already-booked',
    ],
  ])('refuses when %s', (_why, given, code) => {
    expect(() => {
      assertBookable(given, NOW);
    }).toThrow(expect.objectContaining({ kind: 'conflict', code }));
  });

  it('is possible in exactly the statuses in which the person is supported', () => {
    expect(REFERRAL_STATUSES.filter(allowsPlacements)).toEqual([
      'engaged',
      'assessed',
      'plan_agreed',
      'active',
      'on_hold',
      'review_due',
      'reopened',
    ]);
  });

  it.each(REFERRAL_STATUSES.filter((status) => !allowsPlacements(status)))(
    'refuses while the referral is %s',
    (referralStatus) => {
      expect(() => {
        assertBookable(facts({}, { referralStatus }), NOW);
      }).toThrow(expect.objectContaining({ code: 'booking/referral-not-ready' }));
    },
  );
});

describe('cancelling a booking', () => {
  const cancellation = { reason: 'person_unwell', text: null } as const;

  it('gives the place back with who it was for and why', () => {
    const booking = Object.freeze(aBooking());

    const { changes, event, timeline } = cancelBooking(
      booking,
      { startsAt: LATER },
      cancellation,
      NOW,
    );

    expect(changes).toEqual({
      status: 'cancelled',
      cancelledAt: NOW,
      cancelReason: 'person_unwell',
    });
    expect(event).toEqual({
      type: 'booking.cancelled',
      bookingId: 'booking-1',
      referralId: 'referral-1',
      sessionId: 'session-1',
      occurredAt: NOW,
    });
    expect(timeline.captured).toMatchObject({ reason: 'person_unwell' });
  });

  it('is not possible twice', () => {
    const cancelled = aBooking({ status: 'cancelled' });

    expect(() => cancelBooking(cancelled, { startsAt: LATER }, cancellation, NOW)).toThrow(
      expect.objectContaining({ code: 'booking/not-live' }),
    );
  });

  it('is left to the register once the session has begun', () => {
    expect(() => cancelBooking(aBooking(), { startsAt: NOW }, cancellation, NOW)).toThrow(
      expect.objectContaining({ code: 'booking/session-started' }),
    );
  });

  it('asks for words when the reason is another', () => {
    const other = { reason: 'other', text: null } as const;

    expect(() => cancelBooking(aBooking(), { startsAt: LATER }, other, NOW)).toThrow(
      expect.objectContaining({ code: 'booking/cancellation-incomplete' }),
    );
  });
});
