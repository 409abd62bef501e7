import type { ContactAttempt, ContactMode, ContactOutcome } from '#domain/support/contact.js';
import type { LinkWorkerFacts } from '#domain/referrals/referral-command.js';
import { ALLOCATED_STATUSES } from '#domain/referrals/referral.js';
import type { EntityManager } from 'typeorm';

/**
 * What allocation must know of a link worker. The membership stays locked until the transaction
 * ends, so that two leads cannot both use the last room on a caseload. What the link worker writes
 * meanwhile refers to the membership, and does not wait for it.
 */
export async function lockLinkWorker(
  tx: EntityManager,
  membershipId: string,
): Promise<LinkWorkerFacts | null> {
  const [worker] = await tx.query<Omit<LinkWorkerFacts, 'openReferrals'>[]>(
    `SELECT membership.id AS "membershipId", organisation_id AS "organisationId",
            role = 'link_worker' AND ended_at IS NULL AND user_account.disabled_at IS NULL AS active,
            caseload_limit AS "caseloadLimit"
     FROM membership JOIN user_account ON user_account.id = membership.user_id
     WHERE membership.id = $1 FOR NO KEY UPDATE OF membership`,
    [membershipId],
  );
  if (!worker) return null;
  const [open] = await tx.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM referral WHERE link_worker_id = $1 AND status = ANY ($2::text[])`,
    [membershipId, ALLOCATED_STATUSES],
  );
  return { ...worker, openReferrals: open?.count ?? 0 };
}

/** Every attempt to reach the person of a referral, oldest first. */
export async function attemptsOf(tx: EntityManager, referralId: string): Promise<ContactAttempt[]> {
  return tx.query<{ occurredAt: Date; mode: ContactMode; outcome: ContactOutcome }[]>(
    `SELECT occurred_at AS "occurredAt", mode, outcome FROM contact
     WHERE referral_id = $1 AND superseded_at IS NULL ORDER BY occurred_at`,
    [referralId],
  );
}

/** How many placements of a referral have no end yet. */
export async function openPlacementsOf(tx: EntityManager, referralId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM placement WHERE referral_id = $1 AND ended_at IS NULL`,
    [referralId],
  );
  return row?.count ?? 0;
}

/** Another open referral of the same person with the same service, by its reference. */
export async function otherOpenReferral(
  tx: EntityManager,
  referral: { readonly id: string; readonly patientId: string; readonly providerId: string },
  openStatuses: readonly string[],
): Promise<string | null> {
  const [row] = await tx.query<{ reference: string }[]>(
    `SELECT reference FROM referral
     WHERE patient_id = $1 AND provider_id = $2 AND id <> $3 AND status = ANY ($4::text[]) LIMIT 1`,
    [referral.patientId, referral.providerId, referral.id, openStatuses],
  );
  return row?.reference ?? null;
}

/** What a step of allocation reads of the service: its promise to be in touch. */
export async function contactWithinDaysOf(tx: EntityManager, providerId: string): Promise<number> {
  const [row] = await tx.query<{ days: number }[]>(
    `SELECT contact_within_days AS days FROM organisation WHERE id = $1`,
    [providerId],
  );
  if (!row) throw new Error('A referral without its service');
  return row.days;
}
