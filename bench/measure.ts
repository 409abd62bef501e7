import type { Pool } from 'pg';
import type { Slot } from './figures.js';
import type { Job, JobResult, Knock } from './load/job.js';
import type { Options } from './options.js';
import type { Contestant } from './servers/contestants.js';
import { cpuMsOf, type ServerProcess } from './servers/server-process.js';
import type { Workload } from './workloads/workloads.js';

export interface Bench {
  readonly options: Options;
  readonly contestants: readonly Contestant[];
  readonly workloads: readonly Workload[];
  readonly loader: ServerProcess;
  readonly pool: Pool;
  readonly databaseIsLocal: boolean;
  readonly say: (line: string) => void;
}

/** Before every measurement: connections are open, statements planned, code compiled. */
const WARM_UP_SECONDS = 1;
const FIRST_WARM_UP_SECONDS = 3;
/** More than any server makes of the requests that can be made once. */
const MOST_A_SECOND = 8_000;
const REQUESTS_OF_READS = 20_000;
const SPARE_MS = 60_000;

let jobs = 0;

/** Every server under every workload, once a round; who goes first changes from round to round. */
export async function measure(bench: Bench): Promise<Slot[]> {
  const { options, workloads, contestants, say } = bench;
  const slots: Slot[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const workload of workloads) {
      for (const contestant of rotated(contestants, round - 1)) {
        const slot = await measureOne(bench, workload, contestant, round);
        slots.push(slot);
        const rate = (slot.requests / slot.seconds).toFixed(0);
        say(`round ${round}  ${workload.id}  ${contestant.name.padEnd(12)} ${rate.padStart(6)}/s`);
      }
    }
  }
  return slots;
}

async function measureOne(
  bench: Bench,
  workload: Workload,
  contestant: Contestant,
  round: number,
): Promise<Slot> {
  const { seconds } = bench.options;
  await load(bench, workload, contestant, round === 1 ? FIRST_WARM_UP_SECONDS : WARM_UP_SECONDS);
  const before = await usage(bench, contestant);
  const result = await load(bench, workload, contestant, seconds);
  const after = await usage(bench, contestant);
  if (workload.leavesTrace && contestant.name !== 'bare') {
    await assertRecorded(bench.pool, before.at, result.requests, contestant);
  }
  const { requests, p50Ms, p99Ms, failures } = result;
  return {
    round,
    workload: workload.id,
    server: contestant.name,
    requests,
    seconds: result.seconds,
    cpuMs: difference(before.server, after.server),
    databaseCpuMs: difference(before.database, after.database),
    p50Ms,
    p99Ms,
    failures,
  };
}

async function load(
  { options, loader }: Bench,
  workload: Workload,
  { url }: Contestant,
  seconds: number,
): Promise<JobResult> {
  const wanted = workload.once ? seconds * MOST_A_SECOND : REQUESTS_OF_READS;
  const knocks: readonly Knock[] = await workload.knocks(wanted);
  jobs += 1;
  const { once } = workload;
  const job: Job = { url, connections: options.connections, seconds, knocks, once, number: jobs };
  const result = await loader.ask<JobResult>(job, seconds * 1000 + SPARE_MS);
  workload.used(result.used);
  return result;
}

interface Usage {
  readonly at: Date;
  readonly server: number | null;
  readonly database: number | null;
}

async function usage(
  { pool, databaseIsLocal }: Bench,
  { pid, applicationName }: Contestant,
): Promise<Usage> {
  const { rows } = await pool.query<{ at: Date; pids: number[] }>(
    `SELECT clock_timestamp() AS at,
            coalesce(array_agg(pid), '{}') AS pids
     FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()`,
    [applicationName],
  );
  const { at, pids } = rows[0] ?? { at: new Date(), pids: [] };
  const database = pids.map((id) => cpuMsOf(id) ?? 0).reduce((sum, ms) => sum + ms, 0);
  return { at, server: cpuMsOf(pid), database: databaseIsLocal ? database : null };
}

/** @throws Error when an answer left without its row in the audit */
async function assertRecorded(
  pool: Pool,
  since: Date,
  answers: number,
  { name }: Contestant,
): Promise<void> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM audit_event WHERE at >= $1',
    [since],
  );
  const recorded = rows[0]?.count ?? 0;
  if (recorded < answers) {
    throw new Error(`${name} gave ${answers} answers and recorded ${recorded}`);
  }
}

const difference = (before: number | null, after: number | null): number | null =>
  before === null || after === null ? null : after - before;

function rotated<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
