import { randomUUID } from 'node:crypto';
import Bull from 'bull';
import type { HostedService } from '#platform/embedded/child-host.js';
import { startEmbeddedRedis } from '#platform/embedded/embedded-redis.js';
import type { MailCatcherAddresses } from '#platform/embedded/mail-catcher.js';
import type { EmbeddedRedis } from '#platform/embedded/redis-server.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { startTestMailCatcher } from './mail-catcher.js';
import { aReminderDue, messageOf, timesArrived } from './reminders.js';
import { type SmtpGate, startSmtpGate } from './smtp-gate.js';
import { waitFor } from './wait-for.js';
import { TestWorker, type TestWorkerOptions } from './worker.js';
import { type Cast, World } from './world.js';

/** A database, a mail server and a Redis of one test file's own, on which workers are let loose. */
export class WorkerStage {
  private queuePrefix = '';
  /** What a test started, undone in the opposite order. */
  private readonly undo: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly catcher: HostedService<MailCatcherAddresses>,
    readonly redis: EmbeddedRedis,
    readonly world: World,
    readonly cast: Cast,
  ) {}

  static async open(): Promise<WorkerStage> {
    const [database, catcher, redis] = await Promise.all([
      createTestDatabase(),
      startTestMailCatcher(),
      startEmbeddedRedis(),
    ]);
    const world = new World(database.db);
    return new WorkerStage(database, catcher, redis, world, await world.cast());
  }

  get db(): TestDatabase['db'] {
    return this.database.db;
  }

  /** After each test: ends what it started, and leaves no message for the next one. */
  async clear(): Promise<void> {
    for (const act of this.undo.splice(0).reverse()) await act();
    await this.db.query(`UPDATE message SET state = 'cancelled' WHERE state IN ('due','sending')`);
  }

  async close(): Promise<void> {
    await Promise.all([this.redis.stop(), this.catcher.stop()]);
    await this.database.drop();
  }

  afterwards(act: () => Promise<unknown>): void {
    this.undo.push(act);
  }

  async startWorker(overrides: Partial<TestWorkerOptions> = {}): Promise<TestWorker> {
    const { smtpUrl, lookupUrl: smtpLookupUrl } = this.catcher.address;
    this.queuePrefix = overrides.queuePrefix ?? `test-${randomUUID()}`;
    const worker = await TestWorker.start({
      databaseUrl: this.database.url,
      redisUrl: this.redis.url,
      queuePrefix: this.queuePrefix,
      smtpUrl,
      smtpLookupUrl,
      ...overrides,
    });
    this.afterwards(() => worker.end('SIGKILL'));
    return worker;
  }

  async gate(holds?: 'greeting' | 'answer'): Promise<SmtpGate> {
    const gate = await startSmtpGate(this.catcher.address.smtpUrl, holds);
    this.afterwards(gate.stop);
    return gate;
  }

  /** A queue of the worker that was started last. */
  queue(name: string): Bull.Queue {
    const queue = new Bull(name, this.redis.url, { prefix: this.queuePrefix });
    queue.on('error', () => undefined);
    this.afterwards(() => queue.close());
    return queue;
  }

  reminder(inSeconds?: number): ReturnType<typeof aReminderDue> {
    return aReminderDue(this.db, this.world, this.cast, { inSeconds });
  }

  becomes(messageId: string, state: string): Promise<unknown> {
    return waitFor(
      `the message to be ${state}`,
      async () => (await messageOf(this.db, messageId)).state === state,
    );
  }

  arrived(messageId: string): Promise<number> {
    return timesArrived(this.catcher.address, messageId);
  }
}
