import type { WorkloadId } from './options.js';
import type { ServerName } from './servers/contestants.js';

/** One measurement: one server under one workload for a few seconds. */
export interface Slot {
  readonly round: number;
  readonly workload: WorkloadId;
  readonly server: ServerName;
  readonly requests: number;
  readonly seconds: number;
  /** CPU time of the server's process; null where it cannot be read. */
  readonly cpuMs: number | null;
  /** CPU time of its database connections; null where it cannot be read. */
  readonly databaseCpuMs: number | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
}

/** What one server did under one workload: medians over the rounds. */
export interface Line {
  readonly workload: WorkloadId;
  readonly server: ServerName;
  readonly requestsPerSecond: number;
  readonly cpuMsPerRequest: number | null;
  readonly databaseCpuMsPerRequest: number | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  /** Requests a second against those of the reference, compared within each round. */
  readonly ofReference: number | null;
}

export const REFERENCE: ServerName = 'bare + audit';

/** The value below which a share of the sorted values lies; 0 when there are none. */
export function percentile(sorted: readonly number[], share: number): number {
  const at = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
  return sorted[Math.max(0, at)] ?? 0;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined)
    throw new RangeError('There is no middle of nothing');
  return (low + high) / 2;
}

/** One line for each workload and server, in the order in which they were first measured. */
export function summarise(slots: readonly Slot[]): Line[] {
  const groups = new Map<string, Slot[]>();
  for (const slot of slots) {
    const key = `${slot.workload} ${slot.server}`;
    groups.set(key, [...(groups.get(key) ?? []), slot]);
  }
  return [...groups.values()].flatMap((group) => lineOf(group, slots));
}

function lineOf(group: readonly Slot[], slots: readonly Slot[]): Line[] {
  const [first] = group;
  if (!first) return [];
  const { workload, server } = first;
  return [
    {
      workload,
      server,
      requestsPerSecond: median(group.map(rateOf)),
      cpuMsPerRequest: perRequest(group, ({ cpuMs }) => cpuMs),
      databaseCpuMsPerRequest: perRequest(group, ({ databaseCpuMs }) => databaseCpuMs),
      p50Ms: median(group.map(({ p50Ms }) => p50Ms)),
      p99Ms: median(group.map(({ p99Ms }) => p99Ms)),
      failures: group.reduce((sum, { failures }) => sum + failures, 0),
      ofReference: ratioToReference(group, slots),
    },
  ];
}

const rateOf = ({ requests, seconds }: Slot): number => requests / seconds;

function perRequest(group: readonly Slot[], cpuOf: (slot: Slot) => number | null): number | null {
  const values = group.flatMap((slot) => {
    const cpu = cpuOf(slot);
    return cpu === null || slot.requests === 0 ? [] : [cpu / slot.requests];
  });
  return values.length > 0 ? median(values) : null;
}

/** Compared round by round, because what else the machine does changes from one round to the next. */
function ratioToReference(group: readonly Slot[], slots: readonly Slot[]): number | null {
  const ratios = group.flatMap((slot) => {
    const reference = slots.find(
      ({ server, round, workload }) =>
        server === REFERENCE && round === slot.round && workload === slot.workload,
    );
    return reference && reference.requests > 0 ? [rateOf(slot) / rateOf(reference)] : [];
  });
  return ratios.length > 0 ? median(ratios) : null;
}
