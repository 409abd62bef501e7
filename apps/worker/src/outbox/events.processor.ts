import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import { Dispatcher } from '../messaging/dispatcher.js';
import { EVENTS_QUEUE } from '../queue/queues.js';

/** Hears of everything that happened. Events may be old, doubled or out of order: rows decide. */
@Processor(EVENTS_QUEUE)
export class EventsProcessor {
  constructor(private readonly dispatcher: Dispatcher) {}

  /** A booking may have reminders that fall due before the next look. */
  @Process('*')
  async hear({ name }: Job<unknown>): Promise<void> {
    if (name.startsWith('booking.')) await this.dispatcher.callInTime();
  }
}
