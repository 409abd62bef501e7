import type { EntityManager } from 'typeorm';

/** One row by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** Tables that demo data is written into; a name never comes from outside. */
type Table =
  | 'organisation'
  | 'service_agreement'
  | 'user_account'
  | 'membership'
  | 'patient'
  | 'patient_contact'
  | 'access_need'
  | 'referral'
  | 'allocation'
  | 'consent'
  | 'contact'
  | 'timeline_event'
  | 'session'
  | 'placement'
  | 'booking'
  | 'attendance'
  | 'audit_event';

/** Writes many rows in one statement. All rows have the columns of the first; others keep their defaults. */
export async function insertRows(
  tx: EntityManager,
  table: Table,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await tx.query(
    `INSERT INTO ${table} (${columns})
     SELECT ${columns} FROM json_populate_recordset(null::${table}, $1::json)`,
    [JSON.stringify(rows)],
  );
}
