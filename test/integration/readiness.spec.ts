import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startTestApi, type TestApi } from '#test/support/api.js';

describe('readiness', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  const ready = async (): Promise<number> =>
    (await request(api.app.getHttpServer()).get('/readyz')).status;
  const query = (sql: string) => api.database.db.query<unknown>(sql);

  it('lasts while a newer release migrates the database before its own processes start', async () => {
    expect(await ready()).toBe(200);

    await query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'OfANewerRelease')`,
    );

    expect(await ready()).toBe(200);
  });

  it('is not there while a migration of this release is outstanding', async () => {
    await query(
      `DELETE FROM migrations WHERE id IN (SELECT id FROM migrations ORDER BY id DESC LIMIT 2)`,
    );

    expect(await ready()).toBe(503);
  });
});
