/**
 * A reference server: the least that answers the workloads, on Fastify and node-postgres.
 * AUDIT=none takes the request's word for who asks and records nothing; AUDIT=commit checks a token
 * and gives no answer before the row that tells of it is committed.
 */
import Fastify from 'fastify';
import pg from 'pg';
import { believeHeader, checkToken } from './asker.js';
import { GroupCommit } from './group-commit.js';
import { addRoutes } from './routes.js';

const { DATABASE_URL, PORT, AUDIT } = process.env;
const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  max: 10,
  application_name: `bench-${AUDIT}`,
  options: '-c plan_cache_mode=force_generic_plan -c TimeZone=UTC',
});
const audited = AUDIT === 'commit';
const app = Fastify({ logger: false });
addRoutes(app, {
  pool,
  findAsker: audited ? await checkToken(pool) : believeHeader,
  audit: audited ? new GroupCommit(pool) : null,
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
process.send?.('ready');

process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
