import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { databaseAccount, type DatabaseAccount } from './database-account.js';
import { postgresBinaries } from './postgres-binaries.js';

/** Where a data folder goes that the database's account cannot reach: below a private home, say. */
const REACHABLE_FOLDER = '/var/lib/trellis';

export interface Cluster {
  /** PostgreSQL's own folder (PGDATA). */
  readonly folder: string;
  /** The folder of `folder`: also holds the password and the log. */
  readonly home: string;
  readonly account: DatabaseAccount;
  readonly binaries: string;
  /** Undefined where everybody on loopback is trusted: clusters made for one test run. */
  readonly password: string | undefined;
}

/**
 * The cluster of a data folder, made if it is not there yet.
 *
 * @throws Error when initdb fails, or the cluster belongs to another account
 */
export function prepareCluster(
  dataDir: string,
  ephemeral: boolean,
  log: (line: string) => void,
): Cluster {
  const home = reachableHome(path.resolve(dataDir), log);
  const folder = path.join(home, 'cluster');
  const account = databaseAccount(folder);
  refuseForeignCluster(folder, account);
  const cluster: Cluster = {
    folder,
    home,
    account,
    binaries: postgresBinaries(account, log),
    password: ephemeral ? undefined : passwordOf(home),
  };
  if (!fs.existsSync(path.join(folder, 'PG_VERSION'))) initialise(cluster, ephemeral);
  return cluster;
}

/** Deletes a data folder and, where it had to move, the place it moved to. */
export function removeCluster(dataDir: string): void {
  const home = path.resolve(dataDir);
  fs.rmSync(movedHome(home), { recursive: true, force: true });
  fs.rmSync(home, { recursive: true, force: true });
}

/** The cluster's folder if there is one, without making any. */
export function existingCluster(dataDir: string): string | undefined {
  const home = path.resolve(dataDir);
  return [movedHome(home), home]
    .map((folder) => path.join(folder, 'cluster'))
    .find((folder) => fs.existsSync(path.join(folder, 'PG_VERSION')));
}

function reachableHome(home: string, log: (line: string) => void): string {
  makeEnterable(home);
  if (process.getuid?.() !== 0) return home;
  const account = databaseAccount(path.join(home, 'cluster'));
  if (spawnSync('test', ['-x', home], { ...account, cwd: '/' }).status === 0) return home;
  const moved = movedHome(home);
  makeEnterable(moved);
  log(`the database's account cannot reach ${home}: its data is in ${moved}`);
  return moved;
}

function movedHome(home: string): string {
  return path.join(REACHABLE_FOLDER, createHash('sha256').update(home).digest('hex').slice(0, 16));
}

function makeEnterable(home: string): void {
  fs.mkdirSync(home, { recursive: true });
  if (fs.statSync(home).uid === process.getuid?.()) fs.chmodSync(home, 0o711);
}

function refuseForeignCluster(folder: string, account: DatabaseAccount): void {
  const owner = fs.statSync(folder, { throwIfNoEntry: false });
  const runsAs = account.uid ?? process.getuid?.();
  if (!owner || owner.uid === runsAs) return;
  throw new Error(
    `The database in ${folder} was made by another account. Start as that account, run "npm run reset" as that account, or set DATABASE_URL.`,
  );
}

function passwordOf(home: string): string {
  const file = path.join(home, 'password');
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/** Made under another name and then renamed: a kill in the middle leaves no half-made cluster. */
function initialise(cluster: Cluster, ephemeral: boolean): void {
  const { account, folder, password } = cluster;
  const unfinished = `${folder}.new`;
  const passwordFile = `${folder}.initial-password`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { mode: 0o700 });
  giveTo(unfinished, account);
  if (password !== undefined) {
    fs.rmSync(passwordFile, { force: true });
    fs.writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
    giveTo(passwordFile, account);
  }
  const authentication =
    password === undefined
      ? ['--auth=trust']
      : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const result = spawnSync(
    path.join(cluster.binaries, 'bin', 'initdb'),
    [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      '--encoding=UTF8',
      // The same order and case rules on every machine, whatever locales it has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...authentication,
      ...(ephemeral ? ['--no-sync'] : []),
    ],
    { ...account, cwd: '/', encoding: 'utf8' },
  );
  fs.rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    throw new Error(`The database could not be made: ${result.stderr || result.error?.message}`);
  }
  fs.renameSync(unfinished, folder);
}

function giveTo(file: string, account: DatabaseAccount): void {
  if (account.uid !== undefined) fs.chownSync(file, account.uid, account.gid ?? account.uid);
}
