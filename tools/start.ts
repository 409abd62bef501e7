import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { freePortFrom } from '#platform/embedded/free-port.js';
import { waitUntil } from '#platform/embedded/wait-until.js';
import { DEMO_SIGN_INS } from './demo/sign-ins.js';
import { startBackingServices } from './supervisor/backing-services.js';
import { DATA_FOLDER } from './supervisor/data-folder.js';
import { welcome } from './supervisor/welcome.js';
import { ServiceProcess } from './supervisor/service-process.js';
import { Shutdown } from './supervisor/shutdown.js';
import { claimDataFolder, type Instance } from './supervisor/single-instance.js';

const DEFAULT_PORT = 3000;
/** After a crash the last API may need a moment to leave its port. */
const PORT_TIMEOUT_MS = 5_000;
const CLIENT_FOLDER = path.resolve('dist/admin');

const started = performance.now();
const say = (line: string): void => {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`[start ${seconds.padStart(5)} s] ${line}`);
};

function claim(): Instance {
  const instance = claimDataFolder(DATA_FOLDER);
  if ('heldBy' in instance) {
    console.error(
      `Trellis already runs here (process ${instance.heldBy}). Stop it with Ctrl-C where it was started.`,
    );
    process.exit(1);
  }
  return instance;
}

async function choosePort(env: NodeJS.ProcessEnv, followsCrash: boolean): Promise<number> {
  const wished = Number(env.PORT ?? DEFAULT_PORT);
  const host = env.HOST ?? '127.0.0.1';
  let port = await freePortFrom(wished, host);
  if (followsCrash && port !== wished) {
    await waitUntil(
      async () => (port = await freePortFrom(wished, host)) === wished,
      PORT_TIMEOUT_MS,
    );
  }
  if (port !== wished) say(`port ${wished} is taken: using ${port}`);
  return port;
}

function runTool(name: string, env: NodeJS.ProcessEnv): void {
  const entry = path.resolve('dist/tools', `${name}.js`);
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', entry], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`${name} failed`);
}

/** Demo data goes into an empty database only, and never into production's. */
async function seedWhenEmpty(env: NodeJS.ProcessEnv): Promise<void> {
  if (env.NODE_ENV === 'production' || env.SEED_DEMO === 'false') return;
  if (await holds(env, 'select 1 from organisation limit 1')) return;
  say('first start: filling in the demo data');
  runTool('seed-demo', env);
}

const hasDemoData = (env: NodeJS.ProcessEnv): Promise<boolean> =>
  holds(env, 'select 1 from user_account where email = any($1)', [
    DEMO_SIGN_INS.map(({ email }) => email),
  ]);

async function holds(
  env: NodeJS.ProcessEnv,
  sql: string,
  values: unknown[] = [],
): Promise<boolean> {
  const client = new Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    return ((await client.query(sql, values)).rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

async function startApplication(env: NodeJS.ProcessEnv, shutdown: Shutdown): Promise<void> {
  const service = (name: string, entry: string): ServiceProcess =>
    new ServiceProcess({
      name,
      entry: path.resolve('dist', entry),
      env,
      say,
      onGivenUp: (reason) => void shutdown.run(1, reason),
    });
  const services = [
    service('worker', 'apps/worker/src/main.js'),
    service('api', 'apps/api/src/main.js'),
  ];
  services.forEach((each) => shutdown.add(each));
  await Promise.all(services.map((each) => each.start()));
}

async function start(shutdown: Shutdown): Promise<void> {
  if (fs.existsSync('.env')) process.loadEnvFile('.env');
  const instance = claim();
  shutdown.add({ name: 'Data folder', stop: async () => instance.release() });
  const backing = await startBackingServices(process.env, shutdown, say);
  const port = await choosePort(process.env, instance.followsCrash);
  const env = {
    // A line a request would bury the addresses and sign-ins that are printed below.
    LOG_LEVEL: 'warn',
    CLIENT_FOLDER,
    ...process.env,
    ...backing.env,
    PORT: String(port),
  };
  runTool('migrate', env);
  await seedWhenEmpty(env);
  await startApplication(env, shutdown);
  const facts = {
    port,
    inboxUrl: backing.inboxUrl,
    hasDemoData: await hasDemoData(env),
    seconds: (performance.now() - started) / 1000,
  };
  console.log(welcome(facts));
}

const shutdown = new Shutdown(say);
shutdown.listen();
try {
  await start(shutdown);
} catch (error) {
  if (!shutdown.isStopping) {
    console.error((error as Error).message);
    await shutdown.run(1, 'could not start');
  }
}
