import type { EntityManager } from 'typeorm';

export interface UnpublishedEvent {
  readonly id: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Locks the oldest events that no queue has heard of; those another relay holds are passed over. */
export function lockUnpublished(tx: EntityManager, limit: number): Promise<UnpublishedEvent[]> {
  return tx.query<UnpublishedEvent[]>(
    `SELECT id, type, payload FROM outbox WHERE published_at IS NULL
     ORDER BY occurred_at, id LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  );
}

export async function markPublished(tx: EntityManager, ids: readonly string[]): Promise<void> {
  await tx.query(`UPDATE outbox SET published_at = now() WHERE id = ANY ($1::uuid[])`, [ids]);
}
