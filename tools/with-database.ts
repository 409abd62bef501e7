import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#persistence/data-source.js';
import { startEmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import { migrate } from './migrate.js';
import { loadReferenceData } from './reference-data.js';
import { POSTGRES_FOLDER } from './supervisor/data-folder.js';

/** Imports are many small statements; two connections are enough for one that nests. */
const POOL = 4;

/**
 * Runs a tool's work on the database of DATABASE_URL, or else on the embedded one: the one that runs,
 * or one that is started for the time. The schema and the reference data are brought up to date first.
 */
export async function withDatabase<T>(work: (db: DataSource) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_URL) return onDatabase(process.env.DATABASE_URL, work);
  const postgres = await startEmbeddedPostgres({ dataDir: POSTGRES_FOLDER, database: 'trellis' });
  try {
    return await onDatabase(postgres.url, work);
  } finally {
    // One that ran before us is somebody else's.
    if (!postgres.adopted) await postgres.stop();
  }
}

async function onDatabase<T>(url: string, work: (db: DataSource) => Promise<T>): Promise<T> {
  await migrate(url);
  const db = await new DataSource(dataSourceOptions(url, POOL)).initialize();
  try {
    await loadReferenceData(db);
    return await work(db);
  } finally {
    await db.destroy();
  }
}
