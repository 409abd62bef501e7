import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Bull from 'bull';
import { appendToOutbox } from '#persistence/outbox/outbox.js';
import { freePort } from '#platform/embedded/free-port.js';
import { startEmbeddedRedis } from '#platform/embedded/embedded-redis.js';
import { type EmbeddedRedis, redisUrl } from '#platform/embedded/redis-server.js';
import { newId } from '#platform/ids/uuid.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { waitFor } from '#test/support/wait-for.js';
import { TestWorker } from '#test/support/worker.js';

const PASSWORD = 'a-password-of-this-test';

let database: TestDatabase;
let queuePrefix: string;
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
  await database.db.query('DELETE FROM outbox');
});

afterAll(() => database.drop());

async function startRedis(port: number): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({ place: { port, password: PASSWORD } });
  undo.push(redis.stop);
  return redis;
}

async function startWorker(port: number): Promise<TestWorker> {
  queuePrefix = `test-${randomUUID()}`;
  const worker = await TestWorker.start({
    databaseUrl: database.url,
    redisUrl: redisUrl(port, PASSWORD),
    queuePrefix,
    smtpUrl: 'smtp://127.0.0.1:1',
  });
  undo.push(() => worker.end('SIGKILL'));
  return worker;
}

function eventsOn(redis: EmbeddedRedis): Bull.Queue {
  const queue = new Bull('events', redis.url, { prefix: queuePrefix });
  queue.on('error', () => undefined);
  undo.push(() => queue.close());
  return queue;
}

const happen = (count: number): Promise<void> =>
  database.db.transaction((tx) =>
    appendToOutbox(
      tx,
      ...Array.from({ length: count }, () => ({
        type: 'referral.allocated',
        payload: { referralId: newId() },
      })),
    ),
  );

async function unpublished(): Promise<number> {
  const [row] = await database.db.query<{ count: number }[]>(
    'SELECT count(*)::int AS count FROM outbox WHERE published_at IS NULL',
  );
  return row?.count ?? 0;
}

const allPublished = (): Promise<unknown> =>
  waitFor('every event to be published', async () => (await unpublished()) === 0);

describe('the relay of events', () => {
  it('publishes every event once, under the id of its row', async () => {
    const port = await freePort();
    const redis = await startRedis(port);
    await happen(250);

    await startWorker(port);
    await allPublished();

    const queue = eventsOn(redis);
    await waitFor('the events to be heard', async () => (await queue.getCompletedCount()) === 250);
    const jobs = await queue.getCompleted();
    const rows = await database.db.query<{ id: string; payload: object }[]>(
      'SELECT id, payload FROM outbox',
    );
    const published = new Map(jobs.map(({ id, data }) => [String(id), data as object]));
    expect(published).toEqual(new Map(rows.map(({ id, payload }) => [id, payload])));
  });

  it('keeps events safe while Redis is away, and publishes them when it is back', async () => {
    const port = await freePort();
    await happen(3);
    const worker = await startWorker(port);
    await waitFor('the worker to notice', () => worker.log.includes('Redis is not reached'));
    expect(await unpublished()).toBe(3);

    await startRedis(port);
    await allPublished();

    expect(worker.log).toContain('Redis is reached');
    expect(worker.isRunning).toBe(true);
  });

  it('goes on after Redis was killed and came back empty', async () => {
    const port = await freePort();
    const first = await startRedis(port);
    const worker = await startWorker(port);
    await happen(1);
    await allPublished();

    await first.stop();
    await waitFor('the worker to notice', () => worker.log.includes('Redis is not reached'));
    await happen(2);
    await startRedis(port);

    await allPublished();
    expect(worker.isRunning).toBe(true);
  });

  it('shares the events with another worker, and none is heard twice', async () => {
    const port = await freePort();
    const redis = await startRedis(port);
    const one = await startWorker(port);
    const prefix = queuePrefix;
    const two = await TestWorker.start({
      databaseUrl: database.url,
      redisUrl: redis.url,
      queuePrefix: prefix,
      smtpUrl: 'smtp://127.0.0.1:1',
    });
    undo.push(() => two.end('SIGKILL'));

    for (let round = 0; round < 10; round += 1) await happen(30);
    await allPublished();

    const queue = eventsOn(redis);
    await waitFor('the events to be heard', async () => (await queue.getCompletedCount()) === 300);
    expect(one.isRunning && two.isRunning).toBe(true);
  });
});
