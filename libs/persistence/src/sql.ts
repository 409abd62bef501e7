import type { Pool, QueryResultRow } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';

/** SQL with a name: PostgreSQL parses and plans it once for each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export const statement = (name: string, text: string): Statement => ({ name, text });

function poolOf(db: DataSource): Pool {
  const { driver } = db;
  if (!('master' in driver)) throw new Error('The data source is not connected to PostgreSQL');
  return driver.master as Pool;
}

/**
 * Runs one named statement on its own: what lists and details are read with, and what a use case
 * that fits in one statement is written with. Never inside a transaction: it takes any connection.
 */
export async function run<Row extends QueryResultRow>(
  db: DataSource,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await poolOf(db).query<Row>({ name, text, values: [...values] });
  return rows;
}

/** The instant of the running transaction, by the database's clock: the only clock that counts. */
export async function transactionTime(tx: EntityManager): Promise<Date> {
  const [row] = await tx.query<{ now: Date }[]>('SELECT now() AS now');
  if (!row) throw new Error('The database gave no time');
  return row.now;
}

const NOW = statement('time.now', 'SELECT now() AS now');

/** The instant by the database's clock, for what is only read. */
export async function databaseTime(db: DataSource): Promise<Date> {
  const [row] = await run<{ now: Date }>(db, NOW, []);
  if (!row) throw new Error('The database gave no time');
  return row.now;
}

/**
 * Makes transactions that name the same thing follow each other, also before there is a row to lock.
 * Let go when the transaction ends.
 */
export async function lockName(tx: EntityManager, name: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

/** Codes of ours as the inside of an SQL list, for a text that a partial index must recognise. */
export const codesInSql = (codes: readonly string[]): string =>
  codes.map((code) => `'${code}'`).join(',');
