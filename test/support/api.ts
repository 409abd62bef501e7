import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request, { type Test } from 'supertest';
import { AppModule } from '#api/app.module.js';
import { configureApp, fastifyAdapter } from '#api/configure-app.js';
import { type Config, readConfig } from '#platform/config/config.js';
import { hashToken, newToken } from '#platform/auth/token.js';
import { newId } from '#platform/ids/uuid.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { World } from './world.js';
import type { Person } from './world-people.js';

export interface TestApi {
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  readonly world: World;
  readonly config: Config;
  /** A bearer token of a session of this person, made without the cost of a password. */
  tokenFor(person: Person): Promise<string>;
  /** A request as this person; POSTs get a fresh Idempotency-Key unless one is set. */
  as(person: Person): Promise<Caller>;
  close(): Promise<void>;
}

export class Caller {
  constructor(
    private readonly server: ReturnType<NestFastifyApplication['getHttpServer']>,
    readonly token: string,
  ) {}

  get(path: string): Test {
    return request(this.server).get(`/api/v1${path}`).auth(this.token, { type: 'bearer' });
  }

  post(path: string, body: object = {}, key: string = randomUUID()): Test {
    return request(this.server)
      .post(`/api/v1${path}`)
      .auth(this.token, { type: 'bearer' })
      .set('Idempotency-Key', key)
      .send(body);
  }

  put(path: string, body: object): Test {
    return request(this.server)
      .put(`/api/v1${path}`)
      .auth(this.token, { type: 'bearer' })
      .send(body);
  }

  delete(path: string): Test {
    return request(this.server).delete(`/api/v1${path}`).auth(this.token, { type: 'bearer' });
  }
}

/** The real application on a database of its own, configured as in production but for its addresses. */
export async function startTestApi(overrides: Record<string, string> = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const config = readConfig({
    DATABASE_URL: database.url,
    REDIS_URL: process.env['TEST_REDIS'] ?? 'redis://127.0.0.1:1',
    SMTP_URL: 'smtp://127.0.0.1:1',
    DATABASE_POOL: '20',
    SIGN_INS_PER_MINUTE: '1000',
    LOG_LEVEL: 'silent',
    ...overrides,
  });
  const logger = new StructuredLogger('api', config.logLevel);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, logger),
    fastifyAdapter(config),
    {
      logger: false,
      bodyParser: false,
      abortOnError: false,
    },
  );
  await configureApp(app, config, logger);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const tokenFor = async ({ userId, membershipId }: Person): Promise<string> => {
    const token = newToken();
    await database.db.query(
      `INSERT INTO sign_in_session (id, token_hash, kind, user_id, membership_id, expires_at)
       VALUES ($1, $2, 'bearer', $3, $4, now() + interval '1 hour')`,
      [newId(), hashToken(token), userId, membershipId],
    );
    return token;
  };
  return {
    app,
    database,
    config,
    world: new World(database.db),
    tokenFor,
    as: async (person) => new Caller(app.getHttpServer(), await tokenFor(person)),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
