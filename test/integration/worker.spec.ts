import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Bull from 'bull';
import { Redis } from 'ioredis';
import type { HostedService } from '#platform/embedded/child-host.js';
import { startEmbeddedRedis } from '#platform/embedded/embedded-redis.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import type { EmbeddedRedis } from '#platform/embedded/redis-server.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { startTestMailCatcher } from '#test/support/mail-catcher.js';
import { aReminderDue, messageLines, messageOf, timesArrived } from '#test/support/reminders.js';
import { startSmtpGate } from '#test/support/smtp-gate.js';
import { waitFor } from '#test/support/wait-for.js';
import { TestWorker, type TestWorkerOptions } from '#test/support/worker.js';
import { type Cast, World } from '#test/support/world.js';

/** Longer than any test waits: a worker that polls so rarely sends only what it is woken for. */
const NEVER = 300;
const NO_REDIS = 'redis://127.0.0.1:1';

let database: TestDatabase;
let catcher: HostedService<MailCatcherAddresses>;
let redis: EmbeddedRedis;
let world: World;
let cast: Cast;
let queuePrefix: string;

/** What a test started, undone in the opposite order. */
const undo: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  [database, catcher, redis] = await Promise.all([
    createTestDatabase(),
    startTestMailCatcher(),
    // Of its own, because a test empties it.
    startEmbeddedRedis(),
  ]);
  world = new World(database.db);
  cast = await world.cast();
});

afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
  await database.db.query(
    `UPDATE message SET state = 'cancelled' WHERE state IN ('due','sending')`,
  );
});

afterAll(async () => {
  await Promise.all([redis.stop(), catcher.stop()]);
  await database.drop();
});

async function startWorker(overrides: Partial<TestWorkerOptions> = {}): Promise<TestWorker> {
  const { smtpUrl, lookupUrl: smtpLookupUrl } = catcher.address;
  queuePrefix = overrides.queuePrefix ?? `test-${randomUUID()}`;
  const worker = await TestWorker.start({
    databaseUrl: database.url,
    redisUrl: redis.url,
    queuePrefix,
    smtpUrl,
    smtpLookupUrl,
    ...overrides,
  });
  undo.push(() => worker.end('SIGKILL'));
  return worker;
}

function queueOf(name: string): Bull.Queue {
  const queue = new Bull(name, redis.url, { prefix: queuePrefix });
  queue.on('error', () => undefined);
  undo.push(() => queue.close());
  return queue;
}

function redisClient(): Redis {
  const client = new Redis(redis.url);
  undo.push(async () => client.disconnect());
  return client;
}

const becomes = (messageId: string, state: string): Promise<unknown> =>
  waitFor(
    `the message to be ${state}`,
    async () => (await messageOf(database.db, messageId)).state === state,
  );

const arrived = (messageId: string): Promise<number> => timesArrived(catcher.address, messageId);

const reminder = (inSeconds?: number) => aReminderDue(database.db, world, cast, { inSeconds });

describe('the worker', () => {
  it('sends what is due when it starts', async () => {
    const { messageId } = await reminder();

    await startWorker();

    await becomes(messageId, 'sent');
    expect(await arrived(messageId)).toBe(1);
  });

  it('is woken by the queue at the time of a reminder, without looking', async () => {
    const { messageId } = await reminder(8);
    const worker = await startWorker({ pollSeconds: NEVER });

    await becomes(messageId, 'sent');

    expect(await arrived(messageId)).toBe(1);
    expect(await worker.end()).toBe(0);
  });

  it('sends everything once, with its Redis emptied under it', async () => {
    const reminders = await Promise.all(Array.from({ length: 6 }, () => reminder(8)));
    await startWorker();
    const queue = queueOf('messages');
    await waitFor('the jobs', async () => (await queue.getDelayedCount()) >= reminders.length);

    await redisClient().flushall();

    for (const { messageId } of reminders) {
      await becomes(messageId, 'sent');
      expect(await arrived(messageId)).toBe(1);
    }
  });

  it('sends everything without any Redis, and stops when it is told to', async () => {
    const reminders = await Promise.all([reminder(), reminder(3)]);

    const worker = await startWorker({ redisUrl: NO_REDIS });

    for (const { messageId } of reminders) {
      await becomes(messageId, 'sent');
      expect(await arrived(messageId)).toBe(1);
    }
    expect(worker.log).toContain('Redis is not reached');
    expect(worker.isRunning).toBe(true);
    expect(await worker.end()).toBe(0);
  });

  it('sends once what a killed worker had sent and not put on record', async () => {
    const gate = await startSmtpGate(catcher.address.smtpUrl);
    undo.push(gate.stop);
    const { messageId, referralId } = await reminder();
    const killed = await startWorker({ smtpUrl: gate.url });
    await gate.answerHeld;
    const holder = database.db.createQueryRunner();
    undo.push(() => holder.release());
    await holder.startTransaction();
    await holder.query('SELECT FROM message WHERE id = $1 FOR UPDATE', [messageId]);
    gate.open();
    await waitFor('the worker to wait for the row', async () => {
      const waiting = await database.db.query<unknown[]>(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });

    expect(await killed.end('SIGKILL')).toBeNull();
    await holder.rollbackTransaction();
    expect(await arrived(messageId)).toBe(1);
    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sending' });
    await startWorker();

    await becomes(messageId, 'sent');
    expect(await arrived(messageId)).toBe(1);
    expect(await messageLines(database.db, referralId)).toEqual(['message.sent']);
  });

  it('leaves to a person what a killed worker may have sent, where nobody can be asked', async () => {
    const gate = await startSmtpGate(catcher.address.smtpUrl);
    undo.push(gate.stop);
    const { messageId } = await reminder();
    const killed = await startWorker({ smtpUrl: gate.url, smtpLookupUrl: undefined });
    await gate.answerHeld;
    await killed.end('SIGKILL');

    await startWorker({ smtpLookupUrl: undefined });

    await becomes(messageId, 'unconfirmed');
    expect(await arrived(messageId)).toBe(1);
  });

  it('finishes what is under way before it stops', async () => {
    const gate = await startSmtpGate(catcher.address.smtpUrl);
    undo.push(gate.stop);
    const { messageId } = await reminder();
    const worker = await startWorker({ smtpUrl: gate.url, leaseSeconds: 60 });
    await gate.answerHeld;

    const ended = worker.end('SIGTERM');
    gate.open();

    expect(await ended).toBe(0);
    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent' });
  });

  it('shares the work with another one, and nothing goes out twice', async () => {
    const reminders = await Promise.all(Array.from({ length: 30 }, () => reminder(6)));
    const prefix = `test-${randomUUID()}`;

    await Promise.all([startWorker({ queuePrefix: prefix }), startWorker({ queuePrefix: prefix })]);

    for (const { messageId } of reminders) await becomes(messageId, 'sent');
    const counts = await Promise.all(reminders.map(({ messageId }) => arrived(messageId)));
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('sends one message for the same job delivered five times', async () => {
    const worker = await startWorker({ pollSeconds: NEVER });
    const { messageId } = await reminder();
    const queue = queueOf('messages');

    const jobs = await Promise.all(
      Array.from({ length: 5 }, () => queue.add('deliver', { id: messageId })),
    );
    for (const job of jobs) await job.finished();
    await becomes(messageId, 'sent');

    expect(await arrived(messageId)).toBe(1);
    expect(await messageOf(database.db, messageId)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(await worker.end()).toBe(0);
  });

  it('puts ids into jobs and logs, and nothing about anybody', async () => {
    const patient = {
      givenName: 'Canarygiven',
      familyName: 'Canaryfamily',
      email: 'canary.person@example.org',
      mobilePhone: '+447700900999',
    };
    const { messageId, patient: person } = await aReminderDue(database.db, world, cast, {
      inSeconds: 10,
      patient,
      session: { activityName: 'Canaryactivity' },
    });
    const worker = await startWorker();
    const queue = queueOf('messages');
    const jobs = await waitFor('the job', async () => {
      const delayed = await queue.getDelayed();
      return delayed.some(({ data }) => JSON.stringify(data).includes(messageId)) && delayed;
    });
    await becomes(messageId, 'sent');

    const told = JSON.stringify(jobs.map(({ id, name, data, opts }) => [id, name, data, opts]));
    expect(told).toContain(messageId);
    for (const text of [told, worker.log]) {
      expect(text).not.toMatch(/canary|7700 ?900/i);
      expect(text).not.toContain(person.nhsNumber);
    }
  });

  it('keeps house: it makes the months of the audit trail and drops what has had its time', async () => {
    const { membershipId, userId } = cast.linkWorker;
    await database.db.query(
      `INSERT INTO idempotency_key (membership_id, route, key, fingerprint, resource_id, created_at)
       SELECT $1, 'test', 'key-number-of-days-' || days, '', $1, now() - make_interval(days => days)
       FROM unnest(ARRAY[6, 8]) AS days`,
      [membershipId],
    );
    await database.db.query(
      `INSERT INTO sign_in_session (id, token_hash, kind, user_id, membership_id, expires_at)
       SELECT gen_random_uuid(), days::text::bytea, 'browser', $1, $2, now() - make_interval(days => days)
       FROM unnest(ARRAY[29, 31]) AS days`,
      [userId, membershipId],
    );
    await database.db.query(
      `DO $$ BEGIN EXECUTE 'DROP TABLE audit_event_' || to_char(now() + interval '12 months', 'YYYYMM'); END $$`,
    );

    await startWorker();

    await waitFor('the house to be kept', async () => {
      const [left] = await database.db.query<{ keys: string; sessions: number; month: boolean }[]>(
        `SELECT (SELECT string_agg(key, ',') FROM idempotency_key) AS keys,
                (SELECT count(*)::int FROM sign_in_session WHERE user_id = $1) AS sessions,
                to_regclass('audit_event_' || to_char(now() + interval '12 months', 'YYYYMM')) IS NOT NULL AS month`,
        [userId],
      );
      return left?.keys === 'key-number-of-days-6' && left.sessions === 1 && left.month;
    });
  });
});
