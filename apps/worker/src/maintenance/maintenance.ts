import { InjectQueue, Process, Processor } from '@nestjs/bull';
import type { Queue } from 'bull';
import { SessionPlanner } from '#application/directory/session-planner.js';
import { keepHouse } from '#persistence/maintenance/housekeeping.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { DataSource } from 'typeorm';
import { QueueGuard } from '../queue/queue-guard.js';
import { DAILY, MAINTENANCE_QUEUE, ONCE } from '../queue/queues.js';

const A_DAY_MS = 24 * 3600 * 1000;
/** At a quiet hour, on the clock of the country. */
const DAILY_AT = { cron: '15 3 * * *', tz: 'Europe/London' };

/** Keeps house and plans the sessions of the coming weeks once a day: by Bull at night, and by itself when it has not been called for a day. */
@Processor(MAINTENANCE_QUEUE)
export class Maintenance {
  private lastRun: number | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly planner: SessionPlanner,
    private readonly guard: QueueGuard,
    private readonly log: StructuredLogger,
    @InjectQueue(MAINTENANCE_QUEUE) private readonly queue: Queue,
  ) {}

  @Process(DAILY)
  async run(): Promise<void> {
    const report = await keepHouse(this.db);
    this.lastRun = performance.now();
    if (!report) return;
    const { auditMonthsMade, keysDeleted, sessionsDeleted } = report;
    this.log.info('house kept: audit months made', { count: auditMonthsMade });
    this.log.info('house kept: expired rows deleted', { count: keysDeleted + sessionsDeleted });
    const { added } = await this.planner.planAll();
    this.log.info('house kept: sessions planned', { count: added });
  }

  async runIfOverdue(): Promise<void> {
    if (this.lastRun === undefined || performance.now() - this.lastRun > A_DAY_MS) await this.run();
  }

  async schedule(): Promise<void> {
    await this.guard.attempt(this.queue, () =>
      this.queue.add(DAILY, {}, { ...ONCE, repeat: DAILY_AT }),
    );
  }
}
