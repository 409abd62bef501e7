import type { DataSource, EntityManager } from 'typeorm';

/** Any number, as long as nothing else locks by it: one worker at a time keeps house. */
const HOUSEKEEPING_LOCK = 2_600_001;
const BATCH = 5_000;

/** Repeats of a request are recognised for a week. */
const EXPIRED_KEYS = `DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM idempotency_key WHERE created_at < now() - interval '7 days' LIMIT ${BATCH}))`;

/** Who signed in when is in the audit trail; the session itself is of no use once it has ended. */
const OLD_SESSIONS = `DELETE FROM sign_in_session WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM sign_in_session
  WHERE least(coalesce(ended_at, expires_at), expires_at) < now() - interval '30 days' LIMIT ${BATCH}))`;

export interface HousekeepingReport {
  readonly auditMonthsMade: number;
  readonly keysDeleted: number;
  readonly sessionsDeleted: number;
}

/**
 * Makes the partitions of the audit trail for a year ahead, and deletes what has had its time.
 *
 * @returns what was done; null when another worker is at it
 */
export async function keepHouse(db: DataSource): Promise<HousekeepingReport | null> {
  return db.transaction(async (tx) => {
    const [lock] = await tx.query<{ ours: boolean }[]>(
      'SELECT pg_try_advisory_xact_lock($1) AS ours',
      [HOUSEKEEPING_LOCK],
    );
    if (!lock?.ours) return null;
    return {
      auditMonthsMade: await makeAuditMonths(tx),
      keysDeleted: await deleteAll(tx, EXPIRED_KEYS),
      sessionsDeleted: await deleteAll(tx, OLD_SESSIONS),
    };
  });
}

async function makeAuditMonths(tx: EntityManager): Promise<number> {
  const [row] = await tx.query<{ made: number }[]>(
    `SELECT audit_event_ensure_months(now()::date, (now() + interval '12 months')::date) AS made`,
  );
  return row?.made ?? 0;
}

/** In batches, because one long statement would be stopped by the time limit. */
async function deleteAll(tx: EntityManager, statement: string): Promise<number> {
  let total = 0;
  for (;;) {
    const [, deleted] = await tx.query<[unknown[], number]>(statement);
    total += deleted;
    if (deleted < BATCH) return total;
  }
}
