import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { migrations } from '#migrations/index.js';
import { entities } from './entities.js';
import { SnakeCaseNames } from './snake-case-names.js';

// Dates without a time stay the text they are: a JavaScript Date would move them by the server's zone.
const DATE = 1082;
pg.types.setTypeParser(DATE, (text) => text);

/**
 * Options of the one data source of a process.
 *
 * @param poolSize connections this process may hold
 */
export function dataSourceOptions(url: string, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...entities],
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCaseNames(),
    synchronize: false,
    logging: false,
    extra: {
      max: poolSize,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 5_000,
      lock_timeout: 4_000,
      idle_in_transaction_session_timeout: 10_000,
      application_name: 'trellis',
      // The plan of a named statement is made once; left to itself the planner made it anew each time.
      options: '-c plan_cache_mode=force_generic_plan -c TimeZone=UTC',
    },
  };
}
