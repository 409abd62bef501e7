import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '#platform/config/config.module.js';
import type { Config } from '#platform/config/config.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { Maintenance } from './maintenance/maintenance.js';
import { Courier } from './messaging/courier.js';
import { Dispatcher } from './messaging/dispatcher.js';
import { OutboxRelay } from './outbox/outbox-relay.js';
import { Loop } from './queue/loop.js';

const RELAY_MS = 1_000;
const HOUSE_MS = 60_000;

/** Looks for work by itself, so that an empty or absent Redis costs time and nothing else. */
@Injectable()
export class Poller {
  private readonly loops: readonly Loop[];

  constructor(
    relay: OutboxRelay,
    dispatcher: Dispatcher,
    maintenance: Maintenance,
    private readonly courier: Courier,
    log: StructuredLogger,
    @Inject(CONFIG) config: Pick<Config, 'pollSeconds'>,
  ) {
    this.loops = [
      new Loop('the relay of events', RELAY_MS, () => relay.publishAll(), log),
      new Loop(
        'the look for due messages',
        config.pollSeconds * 1000,
        async () => {
          await dispatcher.run();
          await dispatcher.schedule();
        },
        log,
      ),
      new Loop(
        'housekeeping',
        HOUSE_MS,
        async () => {
          await maintenance.runIfOverdue();
          await maintenance.schedule();
        },
        log,
      ),
    ];
  }

  start(): void {
    for (const loop of this.loops) loop.start();
  }

  /** Claims nothing more; resolves when what is under way is done. */
  async stop(): Promise<void> {
    await Promise.all([this.courier.stop(), ...this.loops.map((loop) => loop.stop())]);
  }
}
