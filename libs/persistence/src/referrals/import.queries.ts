import type { DataSource, EntityManager } from 'typeorm';
import { run, statement } from '../sql.js';

/** A row of a file and the referral it became. */
export interface ImportedRow {
  readonly key: string;
  /** SHA-256 of what was asked for, in hexadecimal. */
  readonly fingerprint: string;
  readonly referralId: string;
}

const PRACTICE = statement(
  'referral_import.practice',
  `SELECT ods_code AS "odsCode" FROM organisation
   WHERE id = $1 AND kind = 'gp_practice' AND closed_at IS NULL`,
);

/** ODS code of a practice; null when the organisation is none. */
export async function practiceOf(db: DataSource, organisationId: string): Promise<string | null> {
  const [row] = await run<{ odsCode: string }>(db, PRACTICE, [organisationId]);
  return row?.odsCode ?? null;
}

const SERVICES = statement(
  'referral_import.services',
  `SELECT organisation.id, organisation.name
   FROM service_agreement JOIN organisation ON organisation.id = service_agreement.provider_id
   WHERE service_agreement.practice_id = $1 AND service_agreement.ended_at IS NULL
     AND organisation.closed_at IS NULL
   ORDER BY organisation.name`,
);

/** The services a practice may refer to. */
export async function servicesOf(
  db: DataSource,
  practiceId: string,
): Promise<{ id: string; name: string }[]> {
  return run<{ id: string; name: string }>(db, SERVICES, [practiceId]);
}

/** Two imports of one practice take turns. */
export async function lockReferralImport(tx: EntityManager, practiceId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('import:' || $1, 0))`, [
    practiceId,
  ]);
}

/**
 * Every row that was ever imported for a practice: fingerprints by key. Kept with the imports and not
 * with the keys of requests, which are forgotten after a while.
 */
export async function importedRows(
  tx: EntityManager,
  practiceId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<Pick<ImportedRow, 'key' | 'fingerprint'>[]>(
    `SELECT row->>'key' AS key, row->>'fingerprint' AS fingerprint
     FROM import_run CROSS JOIN LATERAL jsonb_array_elements(report->'rows') AS row
     WHERE kind = 'referrals' AND source = $1`,
    [practiceId],
  );
  return new Map(rows.map(({ key, fingerprint }) => [key, fingerprint]));
}
