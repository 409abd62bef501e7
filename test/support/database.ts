import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#persistence/data-source.js';
import { migrations } from '#migrations/index.js';
import { loadReferenceData } from '#tools/reference-data.js';

function adminUrl(): string {
  const url = process.env['TEST_PG_ADMIN_URL'];
  if (!url) throw new Error('TEST_PG_ADMIN_URL is not set: run the tests through Jest');
  return url;
}

export function urlOfDatabase(name: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return url.toString();
}

/** Named after what it holds, so that a template of other migrations is never taken for this one. */
const TEMPLATE = `trellis_template_${migrations.length}`;
const TEMPLATE_LOCK = 4_201;

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  readonly db: DataSource;
  drop(): Promise<void>;
}

/** A migrated database of this test file's own, copied from a template. */
export async function createTestDatabase(poolSize = 20): Promise<TestDatabase> {
  const name = `trellis_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(async (admin) => {
    await ensureTemplate(admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  });
  const url = urlOfDatabase(name);
  const db = await new DataSource(dataSourceOptions(url, poolSize)).initialize();
  const drop = async (): Promise<void> => {
    if (db.isInitialized) await db.destroy();
    await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { name, url, db, drop };
}

async function asAdmin<T>(act: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.end();
  }
}

/** The first test file to arrive builds the template; the others wait on the lock. */
async function ensureTemplate(admin: pg.Client): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (found.rowCount) return;
    const draft = `${TEMPLATE}_new`;
    await admin.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${draft}`);
    const fresh = await new DataSource(dataSourceOptions(urlOfDatabase(draft))).initialize();
    await fresh.runMigrations();
    await loadReferenceData(fresh);
    await fresh.destroy();
    await admin.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}
