import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readConfig } from '#platform/config/config.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { AppModule } from './app.module.js';
import { configureApp, fastifyAdapter } from './configure-app.js';
import { Draining } from './health/draining.js';

const config = readConfig(process.env);
const logger = new StructuredLogger('api', config.logLevel);

const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.with(config, logger),
  fastifyAdapter(config),
  {
    logger: logger.forNest(),
    bodyParser: false,
    abortOnError: false,
  },
);
await configureApp(app, config, logger);
await app.listen({ port: config.port, host: config.host });
logger.info('api ready');
process.send?.('ready');

/** Says "not ready" at once, goes on serving while traffic moves elsewhere, then finishes what is under way. */
async function stop(): Promise<void> {
  app.get(Draining).begun = true;
  await delay(config.drainSeconds * 1000);
  await app.close();
  process.exit(0);
}

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop();
  });
}
// The supervisor is gone: nobody would stop this process any more.
process.on('disconnect', () => void stop());
