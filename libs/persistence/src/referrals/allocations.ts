import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** Supersedes whoever had the referral and writes who has it now; the history stays. */
export async function recordAllocation(
  tx: EntityManager,
  allocation: {
    readonly referralId: string;
    readonly linkWorkerId: string;
    readonly allocatedBy: string;
    readonly at: Date;
    readonly reason: string | null;
  },
): Promise<void> {
  const { referralId, linkWorkerId, allocatedBy, at, reason } = allocation;
  await tx.query(
    `UPDATE allocation SET superseded_at = $2 WHERE referral_id = $1 AND superseded_at IS NULL`,
    [referralId, at],
  );
  await tx.query(
    `INSERT INTO allocation (id, referral_id, link_worker_id, allocated_by, allocated_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [newId(), referralId, linkWorkerId, allocatedBy, at, reason],
  );
}
