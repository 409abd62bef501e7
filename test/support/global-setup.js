import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compileEmbedded } from './compile-embedded.js';

/**
 * One PostgreSQL and one Redis for the whole run, shared by every project that needs them. Test files
 * keep out of each other's way by a database and a queue prefix each (see database.ts).
 *
 * Publishes TEST_PG_ADMIN_URL (a superuser's address, database `postgres`) and TEST_REDIS.
 * TEST_DATABASE_URL and TEST_REDIS_URL choose servers that run already.
 */
export default async function globalSetup() {
  // Jest calls this once for each project; the servers of the first call serve all.
  if (globalThis.trellisTestServers) return;
  const stops = [];
  globalThis.trellisTestServers = stops;
  const embedded = await compileEmbedded();
  const [database, redis] = await Promise.all([
    startDatabase(embedded, stops),
    startRedis(embedded, stops),
  ]);
  process.env.TEST_PG_ADMIN_URL = database;
  process.env.TEST_REDIS = redis;
}

async function startDatabase({ startEmbeddedPostgres }, stops) {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-test-postgres-'));
  const postgres = await startEmbeddedPostgres({ dataDir, database: 'postgres', ephemeral: true });
  stops.push(postgres.stop);
  return postgres.url;
}

async function startRedis({ startEmbeddedRedis }, stops) {
  if (process.env.TEST_REDIS_URL) return process.env.TEST_REDIS_URL;
  const redis = await startEmbeddedRedis({ javascriptIn: 'child_process' });
  stops.push(redis.stop);
  return redis.url;
}
