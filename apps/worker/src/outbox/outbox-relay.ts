import { InjectQueue } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bull';
import { lockUnpublished, markPublished } from '#persistence/outbox/unpublished.js';
import { DataSource } from 'typeorm';
import { QueueGuard } from '../queue/queue-guard.js';
import { EVENT_JOB, EVENTS_QUEUE } from '../queue/queues.js';

const BATCH_SIZE = 100;

/** Moves events from the database, where they are safe, to the queue, where they are heard of. */
@Injectable()
export class OutboxRelay {
  constructor(
    private readonly db: DataSource,
    private readonly guard: QueueGuard,
    @InjectQueue(EVENTS_QUEUE) private readonly queue: Queue,
  ) {}

  /** Publishes until nothing waits or Redis is away. */
  async publishAll(): Promise<void> {
    while ((await this.publishBatch()) === BATCH_SIZE);
  }

  /**
   * Publishes the oldest waiting events, at least once each. The id of the row is the id of the job,
   * so a repeat after a crash is dropped by Bull; several relays share the table.
   *
   * @returns how many were published
   */
  async publishBatch(): Promise<number> {
    if (this.queue.client.status !== 'ready') return 0;
    return this.db.transaction(async (tx) => {
      const events = await lockUnpublished(tx, BATCH_SIZE);
      if (events.length === 0) return 0;
      const jobs = events.map(({ id, type, payload }) => ({
        name: type,
        data: payload,
        opts: { ...EVENT_JOB, jobId: id },
      }));
      if (!(await this.guard.attempt(this.queue, () => this.queue.addBulk(jobs)))) return 0;
      const ids = events.map(({ id }) => id);
      await markPublished(tx, ids);
      return events.length;
    });
  }
}
