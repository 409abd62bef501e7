import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { alreadyBooked, assertBookable, sessionFull } from '#domain/placements/booking.js';
import { authorizeReferral } from '#domain/referrals/referral-policy.js';
import { invalid } from '#domain/shared/domain-error.js';
import { findSession, type SessionRow } from '#persistence/directory/session-rows.js';
import { claimKey } from '#persistence/idempotency/idempotency.js';
import {
  type BookingView,
  hasLiveBooking,
  insertBooking,
  viewBooking,
} from '#persistence/placements/bookings.js';
import { type PlaceTimes, takePlace } from '#persistence/placements/places.js';
import type { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import { lockReferral } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { newId } from '#platform/ids/uuid.js';
import { DataSource, type EntityManager } from 'typeorm';
import { planMessages } from '../messaging/plan-messages.js';
import type { RequestMark } from '../referrals/create-referral.service.js';
import { recordBookingChange, refreshReferral, sessionWords } from './booking-records.js';
import { bringToBooked } from './placement-steps.js';

export interface Booked {
  readonly booking: BookingView;
  /** True when this key made the booking earlier: nothing was done again. */
  readonly replayed: boolean;
}

@Injectable()
export class BookSessionService {
  constructor(private readonly db: DataSource) {}

  /**
   * Gives a person a place at a session, and plans the reminders of it. Of people who press at once
   * as many are let in as there are places.
   *
   * @throws DomainError `referral/not-found`, `referral/action-forbidden`
   * @throws DomainError `booking/session-full`, `booking/already-booked`, `booking/session-started`,
   *   `booking/session-cancelled` or `booking/referral-not-ready` (conflict)
   * @throws DomainError `booking/session-unknown` (invalid)
   */
  async book(
    actor: Actor,
    referralId: string,
    sessionId: string,
    mark: RequestMark,
  ): Promise<Booked> {
    return this.db.transaction(async (tx) => {
      const referral = await lockReferral(tx, referralId);
      authorizeReferral(actor, 'read_in_full', referral);
      const bookingId = newId();
      const request = { membershipId: actor.membershipId, ...mark };
      const earlier = await claimKey(tx, request, bookingId);
      if (earlier) return { booking: await viewBooking(tx, earlier), replayed: true };
      authorizeReferral(actor, 'arrange_placement', referral);
      const at = await transactionTime(tx);
      const session = await bookableSession(tx, referral, sessionId, at);
      const { placementId, events } = await bringToBooked(
        tx,
        referral,
        session.activityId,
        actor.membershipId,
        at,
      );
      const times = await placeOrReason(tx, referral, sessionId, at);
      const { patientId } = referral;
      const { membershipId: bookedBy } = actor;
      const booking = { id: bookingId, referralId, sessionId, placementId, patientId };
      const isNew = await insertBooking(tx, { ...booking, bookedBy, bookedAt: at });
      if (!isNew) throw alreadyBooked();
      await planMessages(tx, bookingId, at);
      await refreshReferral(tx, referral, at);
      const captured = sessionWords({ ...session, ...times });
      const change = { bookingId, sessionId, kind: 'booking.created', captured, events } as const;
      await recordBookingChange(tx, referral, change, { actor, requestId: mark.requestId }, at);
      return { booking: await viewBooking(tx, bookingId), replayed: false };
    });
  }
}

async function bookableSession(
  tx: EntityManager,
  { status: referralStatus, patientId }: ReferralEntity,
  sessionId: string,
  at: Date,
): Promise<SessionRow> {
  const session = await findSession(tx, sessionId);
  if (!session) throw sessionUnknown();
  const already = await hasLiveBooking(tx, sessionId, patientId);
  assertBookable({ session, referralStatus, alreadyBooked: already }, at);
  return session;
}

/** Takes the place. Where none was left by then, says why, from the row as the winners left it. */
async function placeOrReason(
  tx: EntityManager,
  referral: ReferralEntity,
  sessionId: string,
  at: Date,
): Promise<PlaceTimes> {
  const times = await takePlace(tx, sessionId, at);
  if (times) return times;
  await bookableSession(tx, referral, sessionId, at);
  throw sessionFull();
}

export const sessionUnknown = () =>
  invalid('booking/session-unknown', 'There is no such session.', [
    {
      pointer: '/sessionId',
      code: 'session_unknown',
      detail: 'Select one of the sessions offered',
    },
  ]);
