/**
 * `npm run bench`: the product beside two reference servers, in one run on one database.
 * docs/bench.md says what is measured and how to read it.
 */
import path from 'node:path';
import pg from 'pg';
import { openBenchDatabase } from './data/bench-database.js';
import { summarise } from './figures.js';
import { measure } from './measure.js';
import { type Options, OptionsRefused, readOptions, USAGE } from './options.js';
import { writeResults } from './results.js';
import { startContestants } from './servers/contestants.js';
import { ServerProcess } from './servers/server-process.js';
import { tableOf } from './table.js';
import { assertSameAnswers } from './workloads/same-answers.js';
import { signEverybodyIn } from './workloads/sign-ins.js';
import { workloadsOn } from './workloads/workloads.js';

const LOADER = path.resolve('dist/bench/load/loader.js');

type CleanUp = () => Promise<unknown>;

/** Undone in the opposite order, also when the run fails or is interrupted. */
const cleanUps: CleanUp[] = [];

async function cleanUp(): Promise<void> {
  for (let undo = cleanUps.pop(); undo; undo = cleanUps.pop()) {
    await undo().catch((error: unknown) => console.error(error));
  }
}

async function run(options: Options): Promise<void> {
  const say = (line: string): void => console.log(line);
  const database = await openBenchDatabase(options, say);
  cleanUps.push(database.close);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  // Cut off with the database at the end of a run that was interrupted.
  pool.on('error', () => undefined);
  cleanUps.push(() => pool.end());
  await signEverybodyIn(pool);
  const contestants = await startContestants(database.url, options.profileFolder);
  for (const { stop } of contestants) cleanUps.push(stop);
  const loader = await ServerProcess.start(LOADER, { PATH: process.env.PATH });
  cleanUps.push(() => loader.stop());
  const all = workloadsOn(pool, options.size);
  const workloads = options.only.map((id) => all[id]);
  for (const workload of workloads) await assertSameAnswers(workload, contestants);
  say(`the servers give the same answers; measuring at ${options.size} referrals`);
  const databaseIsLocal = database.isLocal;
  const bench = { options, contestants, workloads, loader, pool, databaseIsLocal, say };
  const slots = await measure(bench);
  const lines = summarise(slots);
  say(`\n${tableOf(lines)}\n`);
  say(
    `written to ${path.relative('.', writeResults({ options, postgres: database.version, lines, slots }))}`,
  );
  if (lines.some(({ failures }) => failures > 0))
    throw new Error('Some requests failed: see above');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}

try {
  await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  if (error instanceof OptionsRefused) console.error(`${error.message}\nUse: ${USAGE}`);
  else console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
