import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from '#platform/embedded/wait-until.js';

/** What this process got when it asked to be the only one on a data folder. */
export interface Instance {
  /** True when the last one did not stop in order, so that its children may still be leaving. */
  readonly followsCrash: boolean;
  release(): void;
}

/**
 * Claims a data folder for this process: two supervisors would stop each other's database.
 *
 * @returns the claim, or the process id of the one that holds it
 */
export function claimDataFolder(folder: string): Instance | { readonly heldBy: number } {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'start.pid');
  const holder = holderOf(file);
  if (holder !== undefined && holder !== process.pid && isSupervisor(holder)) {
    return { heldBy: holder };
  }
  fs.writeFileSync(file, String(process.pid));
  return {
    followsCrash: holder !== undefined,
    release: () => fs.rmSync(file, { force: true }),
  };
}

function holderOf(file: string): number | undefined {
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : undefined;
}

/** A process id may have been given to another program since: on Linux its command line tells. */
function isSupervisor(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!fs.existsSync(commandLine)) return true;
  return fs.readFileSync(commandLine, 'utf8').includes('tools');
}
