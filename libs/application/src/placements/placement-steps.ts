import type { PlacementCommand } from '#domain/placements/placement-lifecycle.js';
import { stepsToBooked, transitionPlacement } from '#domain/placements/placement-lifecycle.js';
import type { Placement } from '#domain/placements/placement.js';
import type { OutboxEvent } from '#persistence/outbox/outbox.js';
import { lockLivePlacement, placementFactsOf } from '#persistence/placements/bookings.js';
import { PlacementEntity } from '#persistence/placements/placement.entity.js';
import type { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

export interface PlacementToBook {
  readonly placementId: string;
  readonly events: readonly OutboxEvent[];
}

/**
 * The placement of a person in an activity, found or made, and brought to `booked` through every
 * step of its lifecycle on the way.
 */
export async function bringToBooked(
  tx: EntityManager,
  referral: ReferralEntity,
  activityId: string,
  proposedBy: string,
  at: Date,
): Promise<PlacementToBook> {
  const found = await lockLivePlacement(tx, referral.id, activityId);
  const placement = found ?? proposed(referral, activityId, proposedBy, at);
  const facts = await placementFactsOf(tx, placement.id, at);
  const events = (stepsToBooked(placement.status) ?? []).map((type) =>
    take(placement, { type }, facts, at),
  );
  if (!found) await tx.insert(PlacementEntity, placement);
  else if (events.length > 0) await tx.save(found);
  return { placementId: placement.id, events };
}

/** Ends a locked placement for a reason that lies with the arrangement. */
export async function cancelPlacement(
  tx: EntityManager,
  placement: PlacementEntity,
  at: Date,
): Promise<OutboxEvent> {
  const facts = await placementFactsOf(tx, placement.id, at);
  const event = take(
    placement,
    { type: 'cancel', reason: 'referral_ended', text: null },
    facts,
    at,
  );
  await tx.save(placement);
  return event;
}

function take(
  placement: Placement,
  command: PlacementCommand,
  facts: Parameters<typeof transitionPlacement>[2],
  at: Date,
): OutboxEvent {
  const { changes, event } = transitionPlacement(placement, command, facts, at);
  Object.assign(placement, changes);
  const { type, placementId, referralId, status } = event;
  return { type, payload: { placementId, referralId, status } };
}

const proposed = (
  { id: referralId, patientId }: ReferralEntity,
  activityId: string,
  proposedBy: string,
  at: Date,
): Placement => ({
  id: newId(),
  referralId,
  patientId,
  activityId,
  status: 'proposed',
  proposedBy,
  proposedAt: at,
  reasonCode: null,
  reasonText: null,
  endedAt: null,
  version: 1,
});
