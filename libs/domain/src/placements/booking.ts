import { conflict, invalid } from '../shared/domain-error.js';
import { allowsPlacements, type ReferralStatus } from '../referrals/referral.js';
import { reasonTextErrors } from '../referrals/rejection.js';
import type { TimelineEntry } from '../shared/timeline.js';

export const SESSION_STATUSES = ['scheduled', 'cancelled'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const BOOKING_STATUSES = ['booked', 'cancelled'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

/** One date of an activity at a venue, as far as booking it goes. */
export interface BookableSession {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly status: SessionStatus;
  readonly places: number;
  readonly booked: number;
}

export interface Booking {
  readonly id: string;
  readonly placementId: string;
  readonly referralId: string;
  readonly patientId: string;
  readonly sessionId: string;
  status: BookingStatus;
  cancelledAt: Date | null;
  cancelReason: string | null;
  readonly version: number;
}

export interface BookingFacts {
  readonly session: BookableSession;
  readonly referralStatus: ReferralStatus;
  /** This person already has a live booking of this session. */
  readonly alreadyBooked: boolean;
}

/**
 * The guard of a booking. The database repeats the last two as constraints, for two people who
 * press at once.
 *
 * @throws DomainError `booking/referral-not-ready`, `booking/session-cancelled`,
 *   `booking/session-started`, `booking/already-booked` or `booking/session-full` (conflict)
 */
export function assertBookable(facts: BookingFacts, at: Date): void {
  if (!allowsPlacements(facts.referralStatus)) {
    throw conflict(
      'booking/referral-not-ready',
      'Talk to the person first: activities are booked once they have agreed to be supported.',
    );
  }
  assertSessionComing(facts.session, at);
  if (facts.alreadyBooked) throw alreadyBooked();
  if (facts.session.booked >= facts.session.places) throw sessionFull();
}

export const alreadyBooked = () =>
  conflict('booking/already-booked', 'This person already has a place at this session.');

export const sessionFull = () =>
  conflict('booking/session-full', 'This session is full. Select another date, or join the list.');

/** Who no longer wants or gives the place. Source: NHS Data Dictionary, attendance codes 2 and 4. */
export const BOOKING_CANCEL_REASONS = [
  'person_cancelled',
  'person_unwell',
  'booked_by_mistake',
  'moved_to_other_session',
  'session_cancelled',
  'referral_ended',
  'other',
] as const;
export type BookingCancelReason = (typeof BOOKING_CANCEL_REASONS)[number];

export interface BookingCancellation {
  readonly reason: BookingCancelReason;
  readonly text: string | null;
}

export interface BookingCancelled {
  readonly changes: Pick<Booking, 'status' | 'cancelledAt' | 'cancelReason'>;
  readonly event: {
    readonly type: 'booking.cancelled';
    readonly bookingId: string;
    readonly referralId: string;
    readonly sessionId: string;
    readonly occurredAt: Date;
  };
  readonly timeline: TimelineEntry;
}

/**
 * Gives a place back. After the session has begun it is the register that says what happened.
 *
 * @throws DomainError `booking/not-live` or `booking/session-started` (conflict)
 * @throws DomainError `booking/cancellation-incomplete` (invalid)
 */
export function cancelBooking(
  booking: Readonly<Booking>,
  session: Pick<BookableSession, 'startsAt'>,
  cancellation: BookingCancellation,
  at: Date,
): BookingCancelled {
  if (booking.status !== 'booked') {
    throw conflict('booking/not-live', 'This booking is cancelled already.');
  }
  if (session.startsAt <= at) throw sessionStarted();
  const errors = reasonTextErrors(cancellation.reason, cancellation.text, '/text');
  if (errors.length > 0) {
    throw invalid('booking/cancellation-incomplete', 'The reason is not complete.', errors);
  }
  const { id: bookingId, referralId, sessionId } = booking;
  const { reason, text } = cancellation;
  return {
    changes: { status: 'cancelled', cancelledAt: at, cancelReason: reason },
    event: { type: 'booking.cancelled', bookingId, referralId, sessionId, occurredAt: at },
    timeline: {
      kind: 'booking.cancelled',
      at,
      captured: { bookingId, sessionId, reason, text },
    },
  };
}

function assertSessionComing(session: BookableSession, at: Date): void {
  if (session.status !== 'scheduled') {
    throw conflict('booking/session-cancelled', 'This session is cancelled. Select another date.');
  }
  if (session.startsAt <= at) throw sessionStarted();
}

const sessionStarted = () =>
  conflict('booking/session-started', 'This session has begun. Use its register instead.');
