import type { Actor } from '#domain/access/actor.js';
import { appendAudit } from '#persistence/audit/audit.js';
import { openReferralsOf } from '#persistence/patients/patients.queries.js';
import { appendTimeline } from '#persistence/referrals/timeline.js';
import type { EntityManager } from 'typeorm';

export interface ContactChange {
  readonly actor: Actor;
  readonly patientId: string;
  readonly at: Date;
  readonly requestId: string | null;
  /** In somebody's words; null where the details came with a new referral. */
  readonly reason: string | null;
  /** The practice the person was registered with, where the change moved them to another. */
  readonly fromPracticeId?: string;
}

/**
 * Tells whoever supports a person that they are reached in another way now: a line in the history
 * of each open referral, and an audit row for each service that has one.
 */
export async function recordContactChange(
  tx: EntityManager,
  { actor, patientId, at, requestId, reason, fromPracticeId }: ContactChange,
): Promise<void> {
  const referrals = await openReferralsOf(tx, patientId);
  await appendTimeline(
    tx,
    ...referrals.map(({ id }) => ({
      referralId: id,
      actorId: actor.membershipId,
      kind: 'patient.contact_changed',
      at,
      captured: { reason },
    })),
  );
  const isService = actor.organisationKind === 'link_worker_provider';
  const services = new Set(referrals.map(({ providerId }) => providerId));
  if (isService) services.add(actor.organisationId);
  const told = services.size > 0 ? [...services] : [null];
  await appendAudit(
    tx,
    ...told.map((providerId) => ({
      actor,
      action: 'patient.contact_updated' as const,
      entity: 'patient',
      entityId: patientId,
      patientId,
      providerId,
      detail: fromPracticeId ? { fromPracticeId } : null,
      requestId,
    })),
  );
}
