import { parseArgs } from 'node:util';

/** Referrals of each size the service is planned for. */
export const SIZES = { '10k': 10_000, '100k': 100_000, '1M': 1_000_000 } as const;
export type Size = keyof typeof SIZES;

export const WORKLOADS = ['W1', 'W2', 'W3', 'W6'] as const;
export type WorkloadId = (typeof WORKLOADS)[number];

export interface Options {
  readonly size: Size;
  /** Length of one measurement; each server gets one a round and workload. */
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
  readonly only: readonly WorkloadId[];
  /** A PostgreSQL server on which databases may be made; null is an embedded one. */
  readonly databaseUrl: string | null;
  /** Where the product's CPU profile goes; null measures without one. */
  readonly profileFolder: string | null;
}

export const USAGE = `npm run bench -- [--size 10k|100k|1M] [--seconds N] [--rounds N] [--connections N]
                 [--only W1,W3] [--database URL] [--profile FOLDER]`;

/** Thrown for arguments that make no run; its message says what to put right. */
export class OptionsRefused extends Error {}

/** @throws OptionsRefused */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Options {
  const values = parsed(args);
  return {
    size: sizeOf(values.size ?? '100k'),
    seconds: wholeNumber('--seconds', values.seconds ?? '5', 600),
    rounds: wholeNumber('--rounds', values.rounds ?? '4', 50),
    connections: wholeNumber('--connections', values.connections ?? '8', 256),
    only: workloadsOf(values.only),
    databaseUrl: values.database ?? env.DATABASE_URL ?? null,
    profileFolder: values.profile ?? null,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        size: text,
        seconds: text,
        rounds: text,
        connections: text,
        only: text,
        database: text,
        profile: text,
      },
    }).values;
  } catch (error) {
    throw new OptionsRefused(error instanceof Error ? error.message : String(error));
  }
}

function sizeOf(text: string): Size {
  const size = (Object.keys(SIZES) as Size[]).find((known) => known === text);
  if (!size) throw new OptionsRefused(`--size must be one of ${Object.keys(SIZES).join(', ')}.`);
  return size;
}

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new OptionsRefused(`${name} must be a whole number from 1 to ${max}.`);
  }
  return value;
}

function workloadsOf(text: string | undefined): readonly WorkloadId[] {
  if (text === undefined) return WORKLOADS;
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !WORKLOADS.some((known) => known === name));
  if (unknown.length > 0) {
    throw new OptionsRefused(
      `--only takes ${WORKLOADS.join(', ')}; not known: ${unknown.join(', ')}.`,
    );
  }
  return WORKLOADS.filter((known) => asked.includes(known));
}
