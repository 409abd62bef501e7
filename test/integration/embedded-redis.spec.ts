import { afterEach, describe, expect, it } from '@jest/globals';
import Bull from 'bull';
import { Redis } from 'ioredis';
import { startJsRedis } from '#platform/embedded/js-redis.js';
import { hasRedisBinary, startRedisBinary } from '#platform/embedded/redis-binary.js';
import type { EmbeddedRedis } from '#platform/embedded/redis-server.js';

const SERVERS: [string, () => Promise<EmbeddedRedis>][] = [
  ['js-redis-server', startJsRedis],
  ...(hasRedisBinary()
    ? [['redis-server', startRedisBinary] satisfies [string, () => Promise<EmbeddedRedis>]]
    : []),
];

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe.each(SERVERS)('the embedded Redis (%s)', (_name, startServer) => {
  async function start(): Promise<EmbeddedRedis> {
    const redis = await startServer();
    stops.push(redis.stop);
    return redis;
  }

  function queueOn(redis: EmbeddedRedis): Bull.Queue<{ id: number }> {
    const queue = new Bull<{ id: number }>('work', redis.url);
    queue.on('error', () => undefined);
    stops.push(() => queue.close());
    return queue;
  }

  it('refuses a client without the password', async () => {
    const redis = await start();
    const client = new Redis(redis.port, '127.0.0.1', { retryStrategy: () => null });
    client.on('error', () => undefined);
    stops.push(async () => client.disconnect());
    await expect(client.set('a', 'b')).rejects.toThrow(/NOAUTH/);
  });

  it('carries the jobs of Bull to their processor, each once', async () => {
    const queue = queueOn(await start());
    const seen: number[] = [];
    const all = new Promise<void>((resolve, reject) => {
      queue
        .process(5, async (job) => {
          seen.push(job.data.id);
          if (seen.length === 50) resolve();
        })
        .catch(reject);
    });
    await Promise.all(Array.from({ length: 50 }, (_, id) => queue.add({ id })));
    await all;
    expect(new Set(seen).size).toBe(50);
  });

  it('tries a failed job again, and runs a delayed one', async () => {
    const queue = queueOn(await start());
    let attempts = 0;
    const done = new Promise<number>((resolve, reject) => {
      queue
        .process(async () => {
          attempts += 1;
          if (attempts === 1) throw new Error('first attempt');
          resolve(attempts);
        })
        .catch(reject);
    });
    await queue.add({ id: 1 }, { attempts: 2, delay: 20, backoff: 10 });
    expect(await done).toBe(2);
  });

  it('takes a job of the same id only once', async () => {
    const queue = queueOn(await start());
    await queue.add({ id: 1 }, { jobId: 'once', delay: 60_000 });
    await queue.add({ id: 1 }, { jobId: 'once', delay: 60_000 });
    expect(await queue.getDelayedCount()).toBe(1);
  });
});
