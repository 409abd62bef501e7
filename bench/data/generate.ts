import { createHash } from 'node:crypto';
import fs from 'node:fs';
import pg from 'pg';
import { migrations } from '#migrations/index.js';
import { SIZES, type Size } from '../options.js';

/** People nobody has referred yet: one for every referral that a whole run creates. */
export const UNREFERRED = 300_000;
/** Ids are counted in UUIDs of this kind; the generator's first file makes them. */
export const PATIENT_KIND = 4;

const REFERRALS_OF_ONE_SERVICE = 10_000;

const PARTS = [
  '00-helpers.sql',
  '01-people.sql',
  '02-patients.sql',
  '03-directory.sql',
  '04-referrals.sql',
  '05-history.sql',
  '06-audit.sql',
] as const;

const textOf = (part: string): string =>
  fs.readFileSync(new URL(`./${part}`, import.meta.url), 'utf8');

/** Changes with the schema, with the generator and with the month: data made by another is of no use. */
export function dataFingerprint(now: Date): string {
  const hash = createHash('sha256')
    .update(now.toISOString().slice(0, 7))
    .update(String(UNREFERRED));
  for (const part of PARTS) hash.update(textOf(part));
  for (const migration of migrations) hash.update(migration.toString());
  return hash.digest('hex').slice(0, 10);
}

/** Fills the product's own tables of an empty, migrated database. The same size gives the same data. */
export async function generate(
  url: string,
  size: Size,
  say: (line: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET synchronous_commit = off; SET TimeZone = 'UTC'`);
    await trustReferences(client);
    for (const [name, value] of Object.entries(sizesOf(size))) {
      await client.query(`SELECT set_config($1, $2, false)`, [`bench.${name}`, String(value)]);
    }
    for (const part of PARTS) {
      const started = performance.now();
      await client.query(textOf(part));
      say(`  ${part} ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
    await client.query('VACUUM (FREEZE, ANALYZE)');
  } finally {
    await client.end();
  }
}

const sizesOf = (size: Size) => ({
  referrals: SIZES[size],
  services: SIZES[size] / REFERRALS_OF_ONE_SERVICE,
  unreferred: UNREFERRED,
});

/** The generator's references are right by construction; only a superuser may leave out the check. */
async function trustReferences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ superuser: string }>(
    `SELECT current_setting('is_superuser') AS superuser`,
  );
  if (rows[0]?.superuser === 'on') await client.query('SET session_replication_role = replica');
}
