import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

export interface ImportRun {
  readonly kind: 'oruk' | 'referrals';
  /** Where it came from: a feed or the fingerprint of a file, never a text of a record. */
  readonly source: string;
  readonly startedAt: Date;
  readonly report: object;
}

/** Keeps that an import ran and what it did. */
export async function insertImportRun(tx: EntityManager, run: ImportRun): Promise<void> {
  await tx.query(
    `INSERT INTO import_run (id, kind, source, started_at, finished_at, report)
     VALUES ($1, $2, $3, $4, clock_timestamp(), $5)`,
    [newId(), run.kind, run.source, run.startedAt, JSON.stringify(run.report)],
  );
}
