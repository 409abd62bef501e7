import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#persistence/data-source.js';
import { loadReferenceData } from './reference-data.js';

/** Any number that nothing else locks: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_355_608;

/**
 * Brings the schema up to date, once, whoever else tries at the same moment.
 *
 * @returns the names of the migrations that ran
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const options = dataSourceOptions(databaseUrl);
  // A large table's new index takes its time, and so may the one who migrates before us.
  const extra = { ...options.extra, statement_timeout: 0, lock_timeout: 0 };
  const dataSource = new DataSource({ ...options, extra });
  await dataSource.initialize();
  // The lock belongs to this connection, and the migrations run on another.
  const locker = dataSource.createQueryRunner();
  try {
    await locker.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map(({ name }) => name);
  } finally {
    await locker.release();
    await dataSource.destroy();
  }
}

/** What an application needs to find before it starts: this release's schema and code lists. */
async function prepare(databaseUrl: string): Promise<void> {
  const ran = await migrate(databaseUrl);
  const dataSource = await new DataSource(dataSourceOptions(databaseUrl, 2)).initialize();
  try {
    const lists = await loadReferenceData(dataSource);
    console.log(`database ready: ${ran.length} migrations run, ${lists.length} code lists loaded`);
  } finally {
    await dataSource.destroy();
  }
}

if (process.argv[1] === import.meta.filename) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('Set DATABASE_URL to the database to migrate.');
  await prepare(url);
}
