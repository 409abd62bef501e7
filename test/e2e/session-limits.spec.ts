import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '#platform/auth/password.js';
import request from 'supertest';
import { startTestApi, type TestApi } from '#test/support/api.js';

describe('sign-ins from one address', () => {
  let strict: TestApi;

  beforeAll(async () => {
    strict = await startTestApi({ SIGN_INS_PER_MINUTE: '3' });
  });
  afterAll(() => strict.close());

  const attempt = (path: string): request.Test =>
    request(strict.app.getHttpServer())
      .post(path)
      .send({ email: 'nobody@example.org', password: 'guess' });

  it('are slowed down after so many a minute, however the address is written', async () => {
    const statuses = [];
    for (const path of ['/api/v1/session', '/api/v1/tokens', '/api/v1/session?x=1']) {
      statuses.push((await attempt(path)).status);
    }
    const refused = [];
    for (const path of [
      '/api/v1/session',
      '/api/v1/%73ession',
      '/api/v1/tokens',
      '/api/v1/session?',
    ]) {
      refused.push(await attempt(path));
    }

    expect(statuses).toEqual([401, 401, 401]);
    for (const answer of refused) {
      expect([answer.status, answer.body.type]).toEqual([429, '/problems/request/too-many']);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(2);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
  });

  it('keep nobody from working who is signed in', async () => {
    const home = await strict.world.cast();
    const linkWorker = await strict.as(home.linkWorker);

    for (let i = 0; i < 10; i += 1) await linkWorker.get('/referrals/caseload').expect(200);
  });
});

describe('the cookie of a service that runs with TLS', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startTestApi({ SECURE_COOKIE: 'true' });
  });
  afterAll(() => api.close());

  it('is for this host and TLS alone', async () => {
    const { provider } = await api.world.cast();
    const password = 'a long enough password';
    const passwordHash = await hashPassword(password);
    const { email } = await api.world.person('link_worker', provider, { passwordHash });

    const { headers } = await request(api.app.getHttpServer())
      .post('/api/v1/session')
      .send({ email, password })
      .expect(200);

    expect(String(headers['set-cookie'])).toMatch(
      /^__Host-sid=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});
