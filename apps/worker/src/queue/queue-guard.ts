import { InjectQueue } from '@nestjs/bull';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bull';
import { StructuredLogger } from '#platform/logging/logger.js';
import { EVENTS_QUEUE, MAINTENANCE_QUEUE, MESSAGES_QUEUE } from './queues.js';

const ANSWER_MS = 2_000;

/** Stands between the worker and a Redis that may be away at any moment. */
@Injectable()
export class QueueGuard implements OnModuleInit {
  private wasReached: boolean | undefined;

  constructor(
    @InjectQueue(EVENTS_QUEUE) private readonly events: Queue,
    @InjectQueue(MESSAGES_QUEUE) private readonly messages: Queue,
    @InjectQueue(MAINTENANCE_QUEUE) private readonly maintenance: Queue,
    private readonly log: StructuredLogger,
  ) {}

  onModuleInit(): void {
    for (const queue of [this.events, this.messages, this.maintenance]) {
      queue.on('error', () => this.note(false));
      queue.on('failed', ({ id }, error) =>
        this.log.failure('a job failed', error, { queue: queue.name, jobId: String(id) }),
      );
      queue.client.on('ready', () => this.note(true));
    }
  }

  /**
   * Does something with a queue if Redis can be reached; nothing that matters hangs on it.
   *
   * @returns whether it was done
   */
  async attempt(queue: Queue, work: () => Promise<unknown>): Promise<boolean> {
    if (queue.client.status !== 'ready') return false;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('Redis gave no answer')), ANSWER_MS);
    });
    try {
      await Promise.race([work(), tooLong]);
      return true;
    } catch (error) {
      this.log.failure('a queue could not be used', error, { queue: queue.name });
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  private note(reached: boolean): void {
    if (reached === this.wasReached) return;
    this.wasReached = reached;
    if (reached) this.log.info('Redis is reached: the queues wake the worker');
    else this.log.warn('Redis is not reached: the worker goes on by looking for itself');
  }
}
