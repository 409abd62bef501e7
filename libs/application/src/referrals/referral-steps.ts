import type { Actor } from '#domain/access/actor.js';
import type { ReferralCommand, ReferralFacts } from '#domain/referrals/referral-command.js';
import { transitionReferral } from '#domain/referrals/referral-lifecycle.js';
import type { Referral } from '#domain/referrals/referral.js';
import { appendAudit } from '#persistence/audit/audit.js';
import { appendToOutbox, type OutboxEvent } from '#persistence/outbox/outbox.js';
import type { ReferralEntity } from '#persistence/referrals/referral.entity.js';
import { appendTimeline, type TimelineLine } from '#persistence/referrals/timeline.js';
import type { EntityManager } from 'typeorm';

/** One step of the lifecycle with what its guards need to know. */
export interface Step {
  readonly command: ReferralCommand;
  readonly facts: ReferralFacts;
}

/** What a use case changes besides the steps: fields of the row, lines, events, and its audit row. */
export interface ChangeContext {
  readonly actor: Actor;
  readonly at: Date;
  readonly requestId: string | null;
  readonly action: 'referral.changed' | 'contact.recorded';
  readonly also?: Partial<Pick<Referral, 'nextStep' | 'nextStepOn'>>;
  readonly lines?: readonly TimelineLine[];
  readonly events?: readonly OutboxEvent[];
  readonly entityId?: string;
}

/**
 * Takes steps of a locked and authorised referral, in order, as one change: the row is saved once,
 * and timeline, outbox and audit are written with it. Pass on what a step refuses: nothing is saved then.
 *
 * @throws DomainError as `transitionReferral` does
 */
export async function takeSteps(
  tx: EntityManager,
  referral: ReferralEntity,
  steps: readonly Step[],
  context: ChangeContext,
): Promise<ReferralEntity> {
  const { actor, at, requestId } = context;
  const lines: TimelineLine[] = [];
  const events: OutboxEvent[] = [];
  for (const { command, facts } of steps) {
    const { changes, event, timeline } = transitionReferral(referral, command, facts, at);
    Object.assign(referral, changes);
    lines.push({ ...timeline, referralId: referral.id, actorId: actor.membershipId });
    events.push({
      type: event.type,
      payload: { referralId: referral.id, linkWorkerId: event.linkWorkerId },
    });
  }
  const saved = await tx.save(Object.assign(referral, context.also, { updatedAt: at }));
  await appendTimeline(tx, ...(context.lines ?? []), ...lines);
  await appendToOutbox(tx, ...(context.events ?? []), ...events);
  await appendAudit(tx, {
    actor,
    action: context.action,
    entity: context.action === 'contact.recorded' ? 'contact' : 'referral',
    entityId: context.entityId ?? referral.id,
    patientId: referral.patientId,
    providerId: referral.providerId,
    detail: { referralId: referral.id, steps: steps.map(({ command }) => command.type).join(' ') },
    requestId,
  });
  return saved;
}
