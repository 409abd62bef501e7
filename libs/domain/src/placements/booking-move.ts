import { conflict, invalid } from '../shared/domain-error.js';
import {
  assertBookable,
  type BookableSession,
  type Booking,
  type BookingFacts,
} from './booking.js';

/** A session as a place at it is given up for another, or taken instead of another. */
export interface ActivitySession extends BookableSession {
  readonly activityId: string;
}

export interface MoveFacts extends Pick<BookingFacts, 'referralStatus' | 'alreadyBooked'> {
  readonly from: ActivitySession;
  readonly to: ActivitySession;
}

/**
 * The guard of moving a place to another date: the same activity, the old date still to come, and
 * everything that is asked of a new booking.
 *
 * @throws DomainError `booking/not-live` or `booking/session-started` (conflict)
 * @throws DomainError `booking/other-activity` (invalid)
 * @throws DomainError as `assertBookable` does, of the new session
 */
export function assertMovable(
  booking: Pick<Booking, 'status'>,
  { from, to, ...facts }: MoveFacts,
  at: Date,
): void {
  if (booking.status !== 'booked') {
    throw conflict('booking/not-live', 'This booking is cancelled already.');
  }
  if (from.startsAt <= at) {
    throw conflict(
      'booking/session-started',
      'The session they are booked on has begun. Use its register, and make a new booking.',
    );
  }
  if (from.activityId !== to.activityId) {
    const detail = 'Select another date of the same activity';
    throw invalid('booking/other-activity', 'A place moves between dates of one activity.', [
      { pointer: '/sessionId', code: 'other_activity', detail },
    ]);
  }
  assertBookable({ ...facts, session: to }, at);
}
