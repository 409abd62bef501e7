import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CodeListsService } from '#application/code-lists/code-lists.service.js';
import { PgSessions } from '#persistence/access/pg-sessions.js';
import { SessionSignals } from '#persistence/access/session-signals.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { dataSourceOptions } from '#persistence/data-source.js';
import { AccessGuard } from '#platform/auth/access.guard.js';
import { SessionReader } from '#platform/auth/session-reader.js';
import type { Config } from '#platform/config/config.js';
import { ConfigModule } from '#platform/config/config.module.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { LoggingModule } from '#platform/logging/logging.module.js';
import { ProblemFilter } from '#platform/problem/problem.filter.js';
import { AccessModule } from './access/access.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CodeListsModule } from './code-lists/code-lists.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { HealthModule } from './health/health.module.js';
import { MessagingModule } from './messaging/messaging.module.js';
import { PatientsModule } from './patients/patients.module.js';
import { PlacementsModule } from './placements/placements.module.js';
import { ReferralsModule } from './referrals/referrals.module.js';
import { SupportModule } from './support/support.module.js';

/** What every domain of the API shares: the audit log, sessions and code lists. */
@Global()
@Module({
  providers: [
    AuditLog,
    CodeListsService,
    PgSessions,
    SessionSignals,
    { provide: SessionReader, useExisting: PgSessions },
  ],
  exports: [AuditLog, CodeListsService, PgSessions, SessionReader],
})
class SharedModule {}

/** The API: HTTP only. One module a domain; what the worker does is not here. */
@Module({})
export class AppModule {
  static with(
    config: Config,
    logger = new StructuredLogger('api', config.logLevel),
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        LoggingModule.with(logger),
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.databaseUrl, config.databasePool),
          retryAttempts: 0,
        }),
        SharedModule,
        AccessModule,
        AuditModule,
        CodeListsModule,
        DirectoryModule,
        HealthModule,
        MessagingModule,
        PatientsModule,
        PlacementsModule,
        ReferralsModule,
        SupportModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
