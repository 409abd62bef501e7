import type { BookingCancelReason } from '#domain/placements/booking.js';
import { lockSessions } from '#persistence/directory/session-rows.js';
import { appendAudit } from '#persistence/audit/audit.js';
import { appendToOutbox } from '#persistence/outbox/outbox.js';
import {
  comingBookingsOf,
  lockBooking,
  lockOpenPlacements,
} from '#persistence/placements/bookings.js';
import { freePlaces } from '#persistence/placements/places.js';
import type { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import type { EntityManager } from 'typeorm';
import { type ChangedBy, recordBookingChange, refreshReferral } from './booking-records.js';
import { giveBack } from './cancel-booking.service.js';
import { cancelPlacement } from './placement-steps.js';

/**
 * Frees every place still to come of a referral that ends, cancels their messages, and ends its
 * placements. Call it with the referral locked, in the transaction that ends it; the copy given is
 * kept in step, so that it can be saved afterwards.
 *
 * @param by who ends the referral; left out where nobody in particular does
 * @returns how many places were freed
 */
export async function cancelComingBookings(
  tx: EntityManager,
  referral: ReferralEntity,
  reason: BookingCancelReason,
  at: Date,
  by: ChangedBy = { actor: null, requestId: null },
): Promise<number> {
  const placements = await lockOpenPlacements(tx, referral.id);
  const coming = await comingBookingsOf(tx, referral.id, at);
  const sessions = await lockSessions(
    tx,
    coming.map(({ sessionId }) => sessionId),
  );
  for (const { id: bookingId, sessionId } of coming) {
    const session = sessions.get(sessionId);
    if (!session) throw new Error('A booking without its session');
    const booking = await lockBooking(tx, bookingId);
    const cancellation = { reason, text: null };
    const captured = await giveBack(tx, booking, session, cancellation, {
      cancelledBy: by.actor?.membershipId ?? null,
      at,
    });
    await freePlaces(tx, sessionId, 1);
    const change = { bookingId, sessionId, kind: 'booking.cancelled', captured } as const;
    await recordBookingChange(tx, referral, change, by, at);
  }
  for (const placement of placements) {
    const event = await cancelPlacement(tx, placement, at);
    await appendToOutbox(tx, event);
    await appendAudit(tx, {
      actor: by.actor,
      action: 'placement.changed',
      entity: 'placement',
      entityId: placement.id,
      patientId: referral.patientId,
      providerId: referral.providerId,
      detail: { referralId: referral.id, steps: 'cancel' },
      requestId: by.requestId,
    });
  }
  await refreshReferral(tx, referral, at);
  return coming.length;
}
