import path from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '#persistence/data-source.js';
import { startEmbeddedPostgres } from '#platform/embedded/embedded-postgres.js';
import { migrate } from '#tools/migrate.js';
import { loadReferenceData } from '#tools/reference-data.js';
import type { Options } from '../options.js';
import { dataFingerprint, generate } from './generate.js';

export interface BenchDatabase {
  readonly url: string;
  /** Its processes are on this machine, so that their CPU time can be read. */
  readonly isLocal: boolean;
  readonly version: string;
  close(): Promise<void>;
}

const DATA_FOLDER = path.resolve('.trellis/bench/postgres');
const RUN_DATABASE = 'trellis_bench_run';

/**
 * A database of the size asked for, as fresh as a first run's: a copy of a template that is made
 * once and kept. Without an address it is on an embedded server that writes durably.
 */
export async function openBenchDatabase(
  options: Pick<Options, 'size' | 'databaseUrl'>,
  say: (line: string) => void,
): Promise<BenchDatabase> {
  const server = options.databaseUrl
    ? { url: options.databaseUrl, isLocal: false, stop: async () => undefined }
    : await embedded(say);
  try {
    const template = await ensureTemplate(server.url, options, say);
    await onServer(server.url, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${RUN_DATABASE} WITH (FORCE)`);
      await client.query(`CREATE DATABASE ${RUN_DATABASE} TEMPLATE ${template}`);
      await client.query('CHECKPOINT');
    });
    const url = databaseOn(server.url, RUN_DATABASE);
    return {
      url,
      isLocal: server.isLocal,
      version: await versionOf(url),
      close: async () => {
        await onServer(server.url, (client) =>
          client.query(`DROP DATABASE IF EXISTS ${RUN_DATABASE} WITH (FORCE)`),
        );
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function embedded(say: (line: string) => void) {
  const server = await startEmbeddedPostgres({
    dataDir: DATA_FOLDER,
    database: 'trellis_bench',
    log: say,
  });
  return { url: server.url, isLocal: true, stop: () => server.stop() };
}

async function ensureTemplate(
  serverUrl: string,
  { size }: Pick<Options, 'size'>,
  say: (line: string) => void,
): Promise<string> {
  const family = `trellis_bench_${size.toLowerCase()}_`;
  const template = `${family}${dataFingerprint(new Date())}`;
  const kept = await onServer(serverUrl, (client) => databasesLike(client, family));
  if (kept.includes(template)) return template;
  say(`making ${size} referrals with their history; kept for the next run`);
  const unfinished = `${family}unfinished`;
  await onServer(serverUrl, async (client) => {
    for (const old of kept) await client.query(`DROP DATABASE ${old} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${unfinished}`);
  });
  await fill(databaseOn(serverUrl, unfinished), size, say);
  // Renamed when complete: a run that is cut off leaves nothing that looks finished.
  await onServer(serverUrl, (client) =>
    client.query(`ALTER DATABASE ${unfinished} RENAME TO ${template}`),
  );
  return template;
}

async function fill(
  url: string,
  size: Options['size'],
  say: (line: string) => void,
): Promise<void> {
  await migrate(url);
  const db = await new DataSource(dataSourceOptions(url, 2)).initialize();
  try {
    await loadReferenceData(db);
  } finally {
    await db.destroy();
  }
  await generate(url, size, say);
}

async function databasesLike(client: pg.Client, family: string): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
    [family],
  );
  return rows.map(({ datname }) => datname);
}

async function versionOf(url: string): Promise<string> {
  return onServer(url, async (client) => {
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version ?? 'unknown';
  });
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseOn(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
