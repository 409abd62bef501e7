import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { sessionFull } from '#domain/placements/booking.js';
import { assertMovable } from '#domain/placements/booking-move.js';
import { lockSessions, type SessionRow } from '#persistence/directory/session-rows.js';
import { claimKey } from '#persistence/idempotency/idempotency.js';
import { hasLiveBooking, lockBooking, viewBooking } from '#persistence/placements/bookings.js';
import { freePlaces, takePlace } from '#persistence/placements/places.js';
import { assertVersion } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager } from 'typeorm';
import { cancelMessages, planMessages } from '../messaging/plan-messages.js';
import type { RequestMark } from '../referrals/create-referral.service.js';
import {
  authorizeArranging,
  type BookingInReferral,
  lockReferralOfBooking,
} from './booking-access.js';
import { type Booked, sessionUnknown } from './book-session.service.js';
import { recordBookingChange, refreshReferral, sessionWords } from './booking-records.js';

@Injectable()
export class MoveBookingService {
  constructor(private readonly db: DataSource) {}

  /**
   * Moves a place to another date of the same activity: the old place is free and the new one taken
   * in the same moment, or nothing is changed. Reminders are planned again.
   *
   * @param version of the booking, as the actor read it
   * @throws DomainError `booking/not-found`, `referral/action-forbidden`, `record/stale`
   * @throws DomainError as `assertMovable` does; `booking/session-unknown` (invalid)
   */
  async move(
    actor: Actor,
    bookingId: string,
    version: number,
    sessionId: string,
    mark: RequestMark,
  ): Promise<Booked> {
    return this.db.transaction(async (tx) => {
      const found = await lockReferralOfBooking(tx, actor, bookingId);
      const request = { membershipId: actor.membershipId, ...mark };
      const earlier = await claimKey(tx, request, bookingId);
      if (earlier) return { booking: await viewBooking(tx, earlier), replayed: true };
      authorizeArranging(actor, found);
      const at = await transactionTime(tx);
      const { from, to } = await moveTo(tx, found, version, sessionId, at);
      const { referral } = found;
      await refreshReferral(tx, referral, at);
      const captured = {
        ...sessionWords(to),
        fromSessionId: from.id,
        fromStartsAt: from.startsAt.toISOString(),
        by: 'link_worker',
      };
      const change = { bookingId, sessionId, kind: 'booking.moved', captured } as const;
      await recordBookingChange(tx, referral, change, { actor, requestId: mark.requestId }, at);
      return { booking: await viewBooking(tx, bookingId), replayed: false };
    });
  }
}

async function moveTo(
  tx: EntityManager,
  { referral, booking: keys }: BookingInReferral,
  version: number,
  sessionId: string,
  at: Date,
): Promise<{ from: SessionRow; to: SessionRow }> {
  const sessions = await lockSessions(tx, [keys.sessionId, sessionId]);
  const from = sessions.get(keys.sessionId);
  const to = sessions.get(sessionId);
  const booking = await lockBooking(tx, keys.id);
  assertVersion(booking, version);
  if (!from || !to) throw sessionUnknown();
  const { status: referralStatus, patientId } = referral;
  const already = await hasLiveBooking(tx, sessionId, patientId);
  assertMovable(booking, { from, to, referralStatus, alreadyBooked: already }, at);
  await freePlaces(tx, from.id, 1);
  if (!(await takePlace(tx, to.id, at))) throw sessionFull();
  await tx.save(Object.assign(booking, { sessionId }));
  await cancelMessages(tx, booking.id, at);
  await planMessages(tx, booking.id, at);
  return { from, to };
}
