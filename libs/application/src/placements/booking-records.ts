import type { Actor } from '#domain/access/actor.js';
import type { AuditAction } from '#domain/audit/audit-event.js';
import type { Captured } from '#domain/shared/timeline.js';
import { appendAudit } from '#persistence/audit/audit.js';
import { appendToOutbox, type OutboxEvent } from '#persistence/outbox/outbox.js';
import { refreshNextSession } from '#persistence/placements/places.js';
import type { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import { appendTimeline } from '#persistence/referrals/timeline.js';
import type { EntityManager } from 'typeorm';

/** Who changed something, and by which request; nobody where it follows from something else. */
export interface ChangedBy {
  readonly actor: Actor | null;
  readonly requestId: string | null;
}

export interface BookingChange {
  readonly bookingId: string;
  readonly sessionId: string;
  readonly kind: 'booking.created' | 'booking.moved' | 'booking.cancelled';
  readonly captured: Captured;
  /** What else others should hear of, such as the steps of the placement. */
  readonly events?: readonly OutboxEvent[];
}

/** Words a history shows of a session; the names are the venue's, not a person's. */
export const sessionWords = (session: {
  readonly activityName: string;
  readonly venueName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}): Captured => ({
  activityName: session.activityName,
  venueName: session.venueName,
  startsAt: session.startsAt.toISOString(),
  endsAt: session.endsAt.toISOString(),
});

/** Writes a change of a booking into the history, the audit and the outbox of its transaction. */
export async function recordBookingChange(
  tx: EntityManager,
  referral: ReferralEntity,
  { bookingId, sessionId, kind, captured, events = [] }: BookingChange,
  { actor, requestId }: ChangedBy,
  at: Date,
): Promise<void> {
  const { id: referralId, patientId, providerId } = referral;
  await appendTimeline(tx, {
    referralId,
    actorId: actor?.membershipId ?? null,
    subjectId: bookingId,
    kind,
    at,
    captured: { bookingId, sessionId, ...captured },
  });
  await appendToOutbox(
    tx,
    { type: kind, payload: { bookingId, referralId, sessionId } },
    ...events,
  );
  const action: AuditAction = kind;
  await appendAudit(tx, {
    actor,
    action,
    entity: 'booking',
    entityId: bookingId,
    patientId,
    providerId,
    detail: { referralId, sessionId },
    requestId,
  });
}

/** Works out the next session of a locked referral, in its row and in the copy that is held. */
export async function refreshReferral(
  tx: EntityManager,
  referral: ReferralEntity,
  at: Date,
): Promise<void> {
  const next = await refreshNextSession(tx, [referral.id], at);
  // A copy with the old date would write it back when it is saved later in this transaction.
  Object.assign(referral, { nextSessionAt: next.get(referral.id) ?? null, updatedAt: at });
}
