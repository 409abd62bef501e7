import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** Something that happened, for others to hear of: ids and codes only, because it leaves the database. */
export interface OutboxEvent {
  readonly type: string;
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
}

/** Stores events in the transaction of the change they tell of; the worker publishes them later. */
export async function appendToOutbox(tx: EntityManager, ...events: OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO outbox (id, type, payload)
     SELECT id, type, payload::jsonb FROM unnest($1::uuid[], $2::text[], $3::text[]) AS row (id, type, payload)`,
    [
      events.map(() => newId()),
      events.map(({ type }) => type),
      events.map(({ payload }) => JSON.stringify(payload)),
    ],
  );
}
