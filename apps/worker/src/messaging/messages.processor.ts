import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { DELIVER, DISPATCH, type MessageJob, MESSAGES_QUEUE } from '../queue/queues.js';
import { Courier } from './courier.js';
import { Dispatcher } from './dispatcher.js';

/** Woken by Bull; what it does is decided by the rows alone. */
@Processor(MESSAGES_QUEUE)
export class MessagesProcessor {
  constructor(
    private readonly courier: Courier,
    private readonly dispatcher: Dispatcher,
  ) {}

  @Process({ name: DELIVER, concurrency: 5 })
  async deliver({ data }: Job<MessageJob>): Promise<void> {
    await this.courier.deliverOne(data.id);
  }

  @Process(DISPATCH)
  async dispatch(): Promise<void> {
    await this.dispatcher.run();
  }
}
