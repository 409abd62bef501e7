import { InjectQueue } from '@nestjs/bull';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { messagesDueSoon } from '#persistence/messaging/claims.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import { DataSource } from 'typeorm';
import { QueueGuard } from '../queue/queue-guard.js';
import { DELIVER, DISPATCH, type MessageJob, MESSAGES_QUEUE, ONCE } from '../queue/queues.js';
import { Courier } from './courier.js';

/** Only what is near goes into Redis: what is far may still move, and is safe in the database. */
const HORIZON_SECONDS = 3600;
const MOST_JOBS = 500;
/** A job that woke a moment early by the database's clock would find nothing due. */
const MARGIN_MS = 20;

/** Sees to it that messages go out: at once what is due, and by a job at the right second what will be. */
@Injectable()
export class Dispatcher {
  constructor(
    private readonly db: DataSource,
    private readonly courier: Courier,
    private readonly guard: QueueGuard,
    @InjectQueue(MESSAGES_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Pick<Config, 'pollSeconds'>,
  ) {}

  async run(): Promise<void> {
    await this.courier.deliverDue();
    await this.callInTime();
  }

  /** Puts a job into the queue for each message that falls due within the hour; a repeat adds none. */
  async callInTime(): Promise<void> {
    const soon = await messagesDueSoon(this.db, HORIZON_SECONDS, MOST_JOBS);
    if (soon.length === 0) return;
    const jobs = soon.map(({ id, attempts, delayMs }) => ({
      name: DELIVER,
      data: { id } satisfies MessageJob,
      opts: {
        ...ONCE,
        jobId: `${id}:${attempts + 1}`,
        delay: Math.ceil(delayMs) + MARGIN_MS,
      },
    }));
    await this.guard.attempt(this.queue, () => this.queue.addBulk(jobs));
  }

  /** Makes Bull call the dispatcher too; said again after every start and every loss of Redis. */
  async schedule(): Promise<void> {
    const repeat = { every: this.config.pollSeconds * 1000 };
    await this.guard.attempt(this.queue, () => this.queue.add(DISPATCH, {}, { ...ONCE, repeat }));
  }
}
