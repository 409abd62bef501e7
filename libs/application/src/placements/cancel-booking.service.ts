import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { type BookingCancellation, cancelBooking } from '#domain/placements/booking.js';
import type { Captured } from '#domain/shared/timeline.js';
import { lockSessions, type SessionRow } from '#persistence/directory/session-rows.js';
import type { BookingEntity } from '#persistence/placements/booking.entity.js';
import { type BookingView, lockBooking, viewBooking } from '#persistence/placements/bookings.js';
import { freePlaces } from '#persistence/placements/places.js';
import { assertVersion } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager } from 'typeorm';
import { cancelMessages } from '../messaging/plan-messages.js';
import { authorizeArranging, lockReferralOfBooking } from './booking-access.js';
import { recordBookingChange, refreshReferral, sessionWords } from './booking-records.js';

@Injectable()
export class CancelBookingService {
  constructor(private readonly db: DataSource) {}

  /**
   * Gives a place back: it is free at once, and its reminders are cancelled.
   *
   * @param version of the booking, as the actor read it
   * @throws DomainError `booking/not-found`, `referral/action-forbidden`, `record/stale`
   * @throws DomainError `booking/not-live` or `booking/session-started` (conflict)
   * @throws DomainError `booking/cancellation-incomplete` (invalid)
   */
  async cancel(
    actor: Actor,
    bookingId: string,
    version: number,
    cancellation: BookingCancellation,
    requestId: string | null,
  ): Promise<BookingView> {
    return this.db.transaction(async (tx) => {
      const found = await lockReferralOfBooking(tx, actor, bookingId);
      authorizeArranging(actor, found);
      const { sessionId } = found.booking;
      const session = (await lockSessions(tx, [sessionId])).get(sessionId);
      if (!session) throw new Error('A booking without its session');
      const booking = await lockBooking(tx, bookingId);
      assertVersion(booking, version);
      const at = await transactionTime(tx);
      const captured = await giveBack(tx, booking, session, cancellation, {
        cancelledBy: actor.membershipId,
        at,
      });
      await freePlaces(tx, sessionId, 1);
      await refreshReferral(tx, found.referral, at);
      const change = { bookingId, sessionId, kind: 'booking.cancelled', captured } as const;
      await recordBookingChange(tx, found.referral, change, { actor, requestId }, at);
      return viewBooking(tx, bookingId);
    });
  }
}

/**
 * Cancels a locked booking and its messages. The caller frees the place, because it may free many.
 *
 * @returns what the history says of it
 * @throws DomainError as the domain's `cancelBooking` does
 */
export async function giveBack(
  tx: EntityManager,
  booking: BookingEntity,
  session: SessionRow,
  cancellation: BookingCancellation,
  { cancelledBy, at }: { readonly cancelledBy: string | null; readonly at: Date },
): Promise<Captured> {
  const { changes, timeline } = cancelBooking(booking, session, cancellation, at);
  await tx.save(Object.assign(booking, changes, { cancelledBy }));
  await cancelMessages(tx, booking.id, at);
  return { ...timeline.captured, ...sessionWords(session) };
}
