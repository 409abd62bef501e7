import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.js';
import { spawnGuarded } from './guarded-process.js';
import { redisUrl, type EmbeddedRedis, type RedisPlace } from './redis-server.js';
import { waitUntil } from './wait-until.js';

const START_TIMEOUT_MS = 10_000;

/** Whether a `redis-server` is on the PATH and runs. */
export function hasRedisBinary(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Starts the machine's `redis-server` for us alone: a free port on loopback, a password made for this
 * run, no snapshot and no log of commands on disk. It ends with this process, however that ends.
 *
 * @throws Error with the server's last words when it does not come up
 */
export async function startRedisBinary(place?: RedisPlace): Promise<EmbeddedRedis> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-redis-'));
  const port = place?.port ?? (await freePort());
  const password = place?.password ?? randomBytes(24).toString('base64url');
  const configFile = path.join(folder, 'redis.conf');
  // In a file and not among the arguments: every account can read those.
  fs.writeFileSync(configFile, configuration(folder, port, password), { mode: 0o600 });
  const output = fs.openSync(path.join(folder, 'redis.log'), 'w', 0o600);
  const guarded = spawnGuarded('redis-server', [configFile], {
    stopSignal: 'TERM',
    removes: folder,
    output,
  });
  fs.closeSync(output);
  const url = redisUrl(port, password);
  await waitUntil(async () => guarded.hasExited() || (await answers(url)), START_TIMEOUT_MS);
  if (guarded.hasExited() || !(await answers(url))) {
    await guarded.stop();
    throw new Error('The redis-server on the PATH did not start. Set REDIS_URL.');
  }
  const isRunning = (): boolean => !guarded.hasExited();
  return { url, port, kind: 'redis-server', isRunning, stop: guarded.stop };
}

function configuration(folder: string, port: number, password: string): string {
  return [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    'daemonize no',
    'maxmemory-policy noeviction',
    `dir ${folder}`,
    '',
  ].join('\n');
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    // A client that is at its end already would set a timer for nothing.
    if (client.status !== 'end') client.disconnect();
  }
}
