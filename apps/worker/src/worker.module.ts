import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SessionPlanner } from '#application/directory/session-planner.js';
import { DeliverMessageService } from '#application/messaging/deliver-message.service.js';
import { dataSourceOptions } from '#persistence/data-source.js';
import { ConfigModule } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import type { StructuredLogger } from '#platform/logging/logger.js';
import { LoggingModule } from '#platform/logging/logging.module.js';
import { SmtpChannel } from '#platform/mail/smtp-channel.js';
import { Maintenance } from './maintenance/maintenance.js';
import { Courier } from './messaging/courier.js';
import { Dispatcher } from './messaging/dispatcher.js';
import { MessagesProcessor } from './messaging/messages.processor.js';
import { EventsProcessor } from './outbox/events.processor.js';
import { OutboxRelay } from './outbox/outbox-relay.js';
import { Poller } from './poller.js';
import { QueueGuard } from './queue/queue-guard.js';
import { EVENTS_QUEUE, MAINTENANCE_QUEUE, MESSAGES_QUEUE, queueOptions } from './queue/queues.js';

const QUEUES = [EVENTS_QUEUE, MESSAGES_QUEUE, MAINTENANCE_QUEUE];

/** Everything that happens without anybody asking: messages, events, housekeeping. */
@Module({})
export class WorkerModule {
  static with(config: Config, log: StructuredLogger): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.with(config),
        LoggingModule.with(log),
        TypeOrmModule.forRoot(dataSourceOptions(config.databaseUrl, config.databasePool)),
        BullModule.forRoot(queueOptions(config)),
        BullModule.registerQueue(...QUEUES.map((name) => ({ name }))),
      ],
      providers: [
        Courier,
        DeliverMessageService,
        Dispatcher,
        EventsProcessor,
        Maintenance,
        MessagesProcessor,
        OutboxRelay,
        Poller,
        QueueGuard,
        SessionPlanner,
        SmtpChannel,
      ],
    };
  }
}
