import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Line, Slot } from './figures.js';
import type { Options } from './options.js';

export interface Results {
  readonly options: Options;
  readonly postgres: string;
  readonly lines: readonly Line[];
  readonly slots: readonly Slot[];
}

const FOLDER = path.resolve('bench/results');

/**
 * Writes a run down with what it ran on; addresses of databases are left out.
 *
 * @returns the file
 */
export function writeResults({ options, postgres, lines, slots }: Results): string {
  const { size, seconds, rounds, connections } = options;
  const at = new Date().toISOString();
  const file = path.join(FOLDER, `${at.slice(0, 16).replaceAll(':', '')}-${size}.json`);
  const machine = {
    processor: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    postgres,
  };
  fs.mkdirSync(FOLDER, { recursive: true });
  fs.writeFileSync(
    file,
    `${JSON.stringify({ at, size, seconds, rounds, connections, machine, lines, slots }, null, 2)}\n`,
  );
  return file;
}
