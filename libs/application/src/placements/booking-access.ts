import type { Actor } from '#domain/access/actor.js';
import { bookingNotFound } from '#domain/placements/placement-policy.js';
import { authorizeReferral, mayOnReferral } from '#domain/referrals/referral-policy.js';
import { type BookingKeys, findBookingKeys } from '#persistence/placements/bookings.js';
import type { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import { lockReferral } from '#persistence/referrals/referral.queries.js';
import type { EntityManager } from 'typeorm';

export interface BookingInReferral {
  readonly referral: ReferralEntity;
  readonly booking: BookingKeys;
}

/**
 * The referral of a booking, locked, and where the booking is now that nobody else can move it.
 *
 * @throws DomainError `booking/not-found` when the actor may not see it, as when there is none
 */
export async function lockReferralOfBooking(
  tx: EntityManager,
  actor: Actor,
  bookingId: string,
): Promise<BookingInReferral> {
  const found = await findBookingKeys(tx, bookingId);
  if (!found) throw bookingNotFound();
  const referral = await lockReferral(tx, found.referralId);
  if (!mayOnReferral(actor, 'read_in_full', referral)) throw bookingNotFound();
  const booking = await findBookingKeys(tx, bookingId);
  if (!booking) throw bookingNotFound();
  return { referral, booking };
}

/** @throws DomainError `referral/action-forbidden` when it is somebody else's to arrange, or has ended */
export const authorizeArranging = (actor: Actor, { referral }: BookingInReferral): void =>
  authorizeReferral(actor, 'arrange_placement', referral);
