import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '#api/app.module.js';
import { API_PREFIX, fastifyAdapter } from '#api/configure-app.js';
import { describeApi } from '#api/openapi.js';
import { readConfig } from '#platform/config/config.js';

/** Writes libs/contract/openapi.json from the controllers, or with --check says whether it still holds. */
const PATH = join(process.cwd(), 'libs/contract/openapi.json');

const config = readConfig({
  DATABASE_URL: 'postgres://contract',
  REDIS_URL: 'redis://contract',
  SMTP_URL: 'smtp://contract',
});
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.with(config),
  fastifyAdapter(config),
  {
    preview: true,
    logger: false,
    bodyParser: false,
  },
);
app.setGlobalPrefix(API_PREFIX);
const contract = `${JSON.stringify(describeApi(app), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const committed = await readFile(PATH, 'utf8').catch(() => '');
  if (committed !== contract) {
    console.error('libs/contract/openapi.json differs from the API. Run: npm run contract');
    process.exit(1);
  }
  console.log('The contract is as committed.');
} else {
  await writeFile(PATH, contract);
  console.log(`Written: ${PATH}`);
}
process.exit(0);
