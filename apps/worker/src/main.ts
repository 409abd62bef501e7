import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigError, readConfig } from '#platform/config/config.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { Poller } from './poller.js';
import { WorkerModule } from './worker.module.js';

/** Together they stay below the ten seconds after which a supervisor kills. */
const FINISH_MS = 7_000;
const CLOSE_MS = 1_500;

const log = new StructuredLogger('worker', process.env.LOG_LEVEL ?? 'info');

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, log), {
    logger: log.forNest(),
    abortOnError: false,
  });
  const poller = app.get(Poller);
  let stopping = false;
  const stop = (): void => {
    if (!stopping) void leave(app, poller);
    stopping = true;
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  poller.start();
  log.info('the worker is ready');
  process.send?.('ready');
}

/** What is not done in time is taken up by another worker when its lease lapses. */
async function leave(app: INestApplicationContext, poller: Poller): Promise<void> {
  await Promise.race([poller.stop(), pause(FINISH_MS)]);
  // Closing waits for Redis, which may be away.
  await Promise.race([app.close().catch(() => undefined), pause(CLOSE_MS)]);
  process.exit(0);
}

try {
  await start();
} catch (error) {
  if (error instanceof ConfigError) log.error(error.message);
  else log.failure('the worker could not start', error);
  process.exit(1);
}
