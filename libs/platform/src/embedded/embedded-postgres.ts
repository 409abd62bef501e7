import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.js';
import { spawnGuarded } from './guarded-process.js';
import {
  existingCluster,
  prepareCluster,
  removeCluster,
  type Cluster,
} from './postgres-cluster.js';
import { isAlive, waitUntil } from './wait-until.js';

export interface EmbeddedPostgresOptions {
  /** Made if missing; keeps the data between starts. */
  readonly dataDir: string;
  /** A free port when not given. */
  readonly port?: number;
  /** The database that `url` names; made if missing. */
  readonly database: string;
  /** For one test run: not safe against power loss, no password on loopback, deleted on stop or death. */
  readonly ephemeral?: boolean;
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when a server was still running on the data folder and was taken over. */
  readonly adopted: boolean;
  isRunning(): boolean;
  stop(): Promise<void>;
}

interface Running {
  readonly pid: number;
  readonly port: number;
  readonly adopted: boolean;
}

/** Room for API, worker and tests side by side, with their pools. */
const MAX_CONNECTIONS = 150;
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
/** The children of a killed server hold its files for about a second. */
const START_ATTEMPTS = 20;

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  `max_connections=${MAX_CONNECTIONS}`,
  'shared_buffers=128MB',
  // Statements and row values stay out of the log: they hold personal data.
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
];

const EPHEMERAL_SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];

/**
 * Starts a real PostgreSQL on a data folder, or takes over the one that still runs there.
 *
 * @throws Error with the server's last words when it does not come up
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const ephemeral = options.ephemeral ?? false;
  const cluster = prepareCluster(options.dataDir, ephemeral, log);
  const running = (await adopt(cluster)) ?? (await start(cluster, options));
  if (running.adopted) log(`took over the PostgreSQL that was still running (pid ${running.pid})`);
  await ensureDatabase(urlOf(cluster, running.port, 'postgres'), options.database);
  return {
    url: urlOf(cluster, running.port, options.database),
    port: running.port,
    pid: running.pid,
    adopted: running.adopted,
    isRunning: () => isAlive(running.pid),
    stop: async () => {
      await stopServer(running.pid);
      if (ephemeral) removeCluster(options.dataDir);
    },
  };
}

/** Stops the server of a data folder if one runs, and deletes the folder with all data in it. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const folder = existingCluster(dataDir);
  const pid = folder ? readPidFile(folder)?.pid : undefined;
  if (pid !== undefined && isPostgresOf(pid, folder)) await stopServer(pid);
  removeCluster(dataDir);
}

async function adopt(cluster: Cluster): Promise<Running | undefined> {
  const left = readPidFile(cluster.folder);
  if (!left?.port || !isPostgresOf(left.pid, cluster.folder)) return undefined;
  // It may be starting, or recovering after a kill: give it the time to answer.
  const answers = await waitUntil(
    async () => !isAlive(left.pid) || (await servesFolder(cluster, left.port)),
    START_TIMEOUT_MS,
  );
  return answers && isAlive(left.pid) ? { ...left, adopted: true } : undefined;
}

async function start(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Running> {
  let lastWords = '';
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const port = options.port || (await freePort());
    const hasExited = launch(cluster, port, options);
    await waitUntil(
      async () => hasExited() || (await servesFolder(cluster, port)),
      START_TIMEOUT_MS,
    );
    const pid = readPidFile(cluster.folder)?.pid;
    if (!hasExited() && pid !== undefined) return { pid, port, adopted: false };
    lastWords = tailOf(logFile(cluster));
    if (!/lock file|shared memory block|Address already in use/.test(lastWords)) break;
    await waitUntil(() => false, 500, 500);
  }
  throw new Error(`The embedded PostgreSQL did not start: ${lastWords}`);
}

function launch(cluster: Cluster, port: number, options: EmbeddedPostgresOptions): () => boolean {
  const settings = [...SETTINGS, ...(options.ephemeral ? EPHEMERAL_SETTINGS : [])];
  const args = ['-D', cluster.folder, '-p', String(port), ...settings.flatMap((s) => ['-c', s])];
  const program = path.join(cluster.binaries, 'bin', 'postgres');
  // A file, not a pipe: the server may outlive us, and must not lose its log then.
  const output = fs.openSync(logFile(cluster), 'w', 0o600);
  try {
    if (options.ephemeral) {
      const guard = { stopSignal: 'INT' as const, removes: cluster.folder, output };
      return spawnGuarded(program, args, { ...cluster.account, ...guard }).hasExited;
    }
    const stdio: ['ignore', number, number] = ['ignore', output, output];
    const child = spawn(program, args, { ...cluster.account, cwd: '/', stdio, detached: true });
    let exited = false;
    child.once('exit', () => (exited = true));
    child.once('error', () => (exited = true));
    child.unref();
    return () => exited;
  } finally {
    fs.closeSync(output);
  }
}

/** Fast shutdown: sessions are cut, everything committed is kept. */
async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  if (await waitUntil(() => !isAlive(pid), STOP_TIMEOUT_MS)) return;
  process.kill(pid, 'SIGQUIT');
  await waitUntil(() => !isAlive(pid), STOP_TIMEOUT_MS);
}

/** Line 1 of postmaster.pid is the process, line 4 the port. */
function readPidFile(folder: string): { pid: number; port: number } | undefined {
  const file = path.join(folder, 'postmaster.pid');
  if (!fs.existsSync(file)) return undefined;
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, port: Number(lines[3] ?? 0) } : undefined;
}

/** A process id may have been given to another program since: on Linux its command line tells. */
function isPostgresOf(pid: number, folder: string | undefined): boolean {
  if (!folder || !isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!fs.existsSync(commandLine)) return process.platform !== 'linux';
  return fs.readFileSync(commandLine, 'utf8').split('\0').includes(folder);
}

async function servesFolder(cluster: Cluster, port: number): Promise<boolean> {
  if (!port) return false;
  const rows = await query(urlOf(cluster, port, 'postgres'), 'show data_directory').catch(() => []);
  return rows[0]?.data_directory === cluster.folder;
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!found.rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  const password = cluster.password === undefined ? '' : `:${cluster.password}`;
  return `postgres://postgres${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

const logFile = (cluster: Cluster): string => path.join(cluster.home, 'postgres.log');

function tailOf(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').slice(-4_000).trim() : '';
}
