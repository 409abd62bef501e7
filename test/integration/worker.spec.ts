import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { aReminderDue, messageOf } from '#test/support/reminders.js';
import { waitFor } from '#test/support/wait-for.js';
import { WorkerStage } from '#test/support/worker-stage.js';

/** Longer than any test waits: a worker that polls so rarely sends only what it is woken for. */
const NEVER = 300;
const NO_REDIS = 'redis://127.0.0.1:1';

let stage: WorkerStage;

beforeAll(async () => {
  stage = await WorkerStage.open();
});

afterEach(() => stage.clear());

afterAll(() => stage.close());

describe('the worker', () => {
  it('sends what is due when it starts', async () => {
    const { messageId } = await stage.reminder();

    await stage.startWorker();

    await stage.becomes(messageId, 'sent');
    expect(await stage.arrived(messageId)).toBe(1);
  });

  it('is woken by the queue at the time of a reminder, without looking', async () => {
    const { messageId } = await stage.reminder(10);
    const worker = await stage.startWorker({ pollSeconds: NEVER });

    await stage.becomes(messageId, 'sent');

    expect(await stage.arrived(messageId)).toBe(1);
    expect(await worker.end()).toBe(0);
  });

  it('sends everything once, with its Redis emptied under it', async () => {
    const reminders = await Promise.all(Array.from({ length: 6 }, () => stage.reminder(10)));
    await stage.startWorker();
    const queue = stage.queue('messages');
    await waitFor('the jobs', async () => (await queue.getDelayedCount()) >= reminders.length);
    const redis = new Redis(stage.redis.url);
    stage.afterwards(async () => redis.disconnect());

    await redis.flushall();

    for (const { messageId } of reminders) {
      await stage.becomes(messageId, 'sent');
      expect(await stage.arrived(messageId)).toBe(1);
    }
  });

  it('sends everything without any Redis, and stops when it is told to', async () => {
    const reminders = await Promise.all([stage.reminder(), stage.reminder(3)]);

    const worker = await stage.startWorker({ redisUrl: NO_REDIS });

    for (const { messageId } of reminders) {
      await stage.becomes(messageId, 'sent');
      expect(await stage.arrived(messageId)).toBe(1);
    }
    expect(worker.log).toContain('Redis is not reached');
    expect(worker.isRunning).toBe(true);
    expect(await worker.end()).toBe(0);
  });

  it('shares the work with another one, and nothing goes out twice', async () => {
    const reminders = await Promise.all(Array.from({ length: 30 }, () => stage.reminder(6)));
    const queuePrefix = `test-${randomUUID()}`;

    await Promise.all([stage.startWorker({ queuePrefix }), stage.startWorker({ queuePrefix })]);

    for (const { messageId } of reminders) await stage.becomes(messageId, 'sent');
    const counts = await Promise.all(reminders.map(({ messageId }) => stage.arrived(messageId)));
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  it('sends one message for the same job delivered five times', async () => {
    const worker = await stage.startWorker({ pollSeconds: NEVER });
    const { messageId } = await stage.reminder();
    const queue = stage.queue('messages');

    const jobs = await Promise.all(
      Array.from({ length: 5 }, () => queue.add('deliver', { id: messageId })),
    );
    for (const job of jobs) await job.finished();
    await stage.becomes(messageId, 'sent');

    expect(await stage.arrived(messageId)).toBe(1);
    expect(await messageOf(stage.db, messageId)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(await worker.end()).toBe(0);
  });

  it('puts ids into jobs and logs, and nothing about anybody', async () => {
    const patient = {
      givenName: 'Canarygiven',
      familyName: 'Canaryfamily',
      email: 'canary.person@example.org',
      mobilePhone: '+447700900999',
    };
    const { messageId, patient: person } = await aReminderDue(stage.db, stage.world, stage.cast, {
      inSeconds: 10,
      patient,
      session: { activityName: 'Canaryactivity' },
    });
    const worker = await stage.startWorker();
    const queue = stage.queue('messages');
    const jobs = await waitFor('the job', async () => {
      const delayed = await queue.getDelayed();
      return delayed.some(({ data }) => JSON.stringify(data).includes(messageId)) && delayed;
    });
    await stage.becomes(messageId, 'sent');

    const told = JSON.stringify(jobs.map(({ id, name, data, opts }) => [id, name, data, opts]));
    expect(told).toContain(messageId);
    for (const text of [told, worker.log]) {
      expect(text).not.toMatch(/canary|7700 ?900/i);
      expect(text).not.toContain(person.nhsNumber);
    }
  });

  it('keeps house: it makes the months of the audit trail and drops what has had its time', async () => {
    const { membershipId, userId } = stage.cast.linkWorker;
    await stage.db.query(
      `INSERT INTO idempotency_key (membership_id, route, key, fingerprint, resource_id, created_at)
       SELECT $1, 'test', 'key-number-of-days-' || days, '', $1, now() - make_interval(days => days)
       FROM unnest(ARRAY[6, 8]) AS days`,
      [membershipId],
    );
    await stage.db.query(
      `INSERT INTO sign_in_session (id, token_hash, kind, user_id, membership_id, expires_at)
       SELECT gen_random_uuid(), days::text::bytea, 'browser', $1, $2, now() - make_interval(days => days)
       FROM unnest(ARRAY[29, 31]) AS days`,
      [userId, membershipId],
    );
    await stage.db.query(
      `DO $$ BEGIN EXECUTE 'DROP TABLE audit_event_' || to_char(now() + interval '12 months', 'YYYYMM'); END $$`,
    );

    await stage.startWorker();

    await waitFor('the house to be kept', async () => {
      const [left] = await stage.db.query<{ keys: string; sessions: number; month: boolean }[]>(
        `SELECT (SELECT string_agg(key, ',') FROM idempotency_key) AS keys,
                (SELECT count(*)::int FROM sign_in_session WHERE user_id = $1) AS sessions,
                to_regclass('audit_event_' || to_char(now() + interval '12 months', 'YYYYMM')) IS NOT NULL AS month`,
        [userId],
      );
      return left?.keys === 'key-number-of-days-6' && left.sessions === 1 && left.month;
    });
  });
});
