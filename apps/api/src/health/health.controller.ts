import { Controller, Get, HttpCode, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { migrations } from '#migrations/index.js';
import { Public } from '#platform/auth/access.js';
import { RequestProblem } from '#platform/problem/problem.js';
import { DataSource } from 'typeorm';
import { Draining } from './draining.js';

const READY_WITHIN_MS = 1_000;

/** Whether the process lives, and whether it can serve. */
@ApiExcludeController()
@Controller({ version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    private readonly db: DataSource,
    private readonly draining: Draining,
  ) {}

  @Get('healthz')
  @HttpCode(200)
  @Public()
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** @throws RequestProblem 503 while stopping, without a database, or with migrations outstanding */
  @Get('readyz')
  @Public()
  async ready(): Promise<{ status: 'ok' }> {
    const ready = !this.draining.begun && (await this.isMigrated());
    if (!ready) throw new RequestProblem(503, 'service/unavailable', 'The service is not ready.');
    return { status: 'ok' };
  }

  private async isMigrated(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), READY_WITHIN_MS);
    });
    const asked = this.db
      .query<{ count: number }[]>('SELECT count(*)::int AS count FROM migrations')
      // A newer release may have migrated already: what it adds, this one can do without.
      .then(([row]) => (row?.count ?? 0) >= migrations.length)
      .catch(() => false);
    const ready = await Promise.race([asked, late]);
    clearTimeout(timer);
    return ready;
  }
}
