import { DomainError } from '#domain/shared/domain-error.js';
import { referralNotFound } from '#domain/referrals/referral-policy.js';
import type { EntityManager } from 'typeorm';
import { ReferralEntity } from './referral.entity.js';

/**
 * Locks a referral until the transaction ends, so that it is judged and changed as one thing.
 *
 * @throws DomainError `referral/not-found`
 */
export async function lockReferral(tx: EntityManager, id: string): Promise<ReferralEntity> {
  const referral = await tx.findOne(ReferralEntity, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!referral) throw referralNotFound();
  return referral;
}

/**
 * Refuses a change that was decided on an older copy.
 *
 * @param pointer where in the request the version stands, when it is not the If-Match header
 * @throws DomainError `record/stale`
 */
export function assertVersion(
  record: { readonly version: number },
  version: number,
  pointer?: string,
): void {
  if (record.version === version) return;
  throw new DomainError(
    'stale',
    'record/stale',
    'Somebody changed this since you opened it. Read it again, then make your change.',
    pointer ? [{ pointer, code: 'stale', detail: `The version is now ${record.version}.` }] : [],
  );
}
