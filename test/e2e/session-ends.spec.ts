import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hashPassword } from '#platform/auth/password.js';
import request, { type Response } from 'supertest';
import { startTestApi, type TestApi } from '#test/support/api.js';
import type { Cast } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

const PASSWORD = 'a long enough password';
/** What is promised: an ended session or role is refused everywhere within this time. */
const PROMISED_MS = 1_000;

let api: TestApi;
let cast: Cast;
let passwordHash: string;

beforeAll(async () => {
  api = await startTestApi();
  cast = await api.world.cast();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => api.close());

const server = () => request(api.app.getHttpServer());
const somebody = (): Promise<Person> =>
  api.world.person('link_worker', cast.provider, { passwordHash });
const change = (sql: string, ...values: unknown[]): Promise<unknown> =>
  api.database.db.query(sql, values);

async function signedIn({ email }: Person): Promise<{ cookie: string; csrf: string }> {
  const answer = await server().post('/api/v1/session').send({ email, password: PASSWORD });
  return { cookie: cookieOf(answer), csrf: String(answer.body.csrfToken) };
}

const cookieOf = ({ headers }: Response): string =>
  String(headers['set-cookie']).split(';')[0] ?? '';

/** Moves the clock by which a process trusts what it read, so that nobody has to wait. */
async function aSecondLater(act: () => PromiseLike<unknown>): Promise<void> {
  const now = performance.now.bind(performance);
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + PROMISED_MS);
  try {
    await act();
  } finally {
    clock.mockRestore();
  }
}

describe('a session that is in use', () => {
  it.each([
    [
      'whose role has ended',
      ({ membershipId }: Person) =>
        change(`UPDATE membership SET ended_at = now() WHERE id = $1`, membershipId),
    ],
    [
      'whose account is disabled',
      ({ userId }: Person) =>
        change(`UPDATE user_account SET disabled_at = now() WHERE id = $1`, userId),
    ],
    [
      'that was ended on another process',
      ({ userId }: Person) =>
        change(`UPDATE sign_in_session SET ended_at = now() WHERE user_id = $1`, userId),
    ],
    [
      'that has lasted its hours',
      ({ userId }: Person) =>
        change(`UPDATE sign_in_session SET expires_at = now() WHERE user_id = $1`, userId),
    ],
    [
      'that was idle for half an hour',
      ({ userId }: Person) =>
        change(
          `UPDATE sign_in_session SET last_seen_at = now() - interval '30 minutes' WHERE user_id = $1`,
          userId,
        ),
    ],
  ])('%s is refused within a second', async (_what, end) => {
    const person = await somebody();
    const { cookie } = await signedIn(person);
    const asks = () => server().get('/api/v1/session').set('Cookie', cookie);
    await asks().expect(200);

    await end(person);

    await aSecondLater(() => asks().expect(401));
  });

  it('of an organisation that has closed is refused', async () => {
    const closing = await api.world.cast();
    const person = await api.world.person('link_worker', closing.provider, { passwordHash });
    const { cookie } = await signedIn(person);
    await server().get('/api/v1/session').set('Cookie', cookie).expect(200);

    await change(`UPDATE organisation SET closed_at = now() WHERE id = $1`, closing.provider.id);

    await aSecondLater(() => server().get('/api/v1/session').set('Cookie', cookie).expect(401));
  });

  it('is over at once when it is signed out, and the browser forgets it', async () => {
    const { cookie, csrf } = await signedIn(await somebody());
    await server().get('/api/v1/session').set('Cookie', cookie).expect(200);

    const answer = await server()
      .delete('/api/v1/session')
      .set({ Cookie: cookie, 'X-CSRF-Token': csrf })
      .expect(204);

    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(cookieOf(answer)).toBe('sid=');
    await server().get('/api/v1/session').set('Cookie', cookie).expect(401);
  });

  it('is not touched by the sign-out of another session of the same person', async () => {
    const person = await somebody();
    const [first, second] = [await signedIn(person), await signedIn(person)];

    await server()
      .delete('/api/v1/session')
      .set({ Cookie: first.cookie, 'X-CSRF-Token': first.csrf })
      .expect(204);

    await server().get('/api/v1/session').set('Cookie', second.cookie).expect(200);
  });
});

describe('somebody with two roles', () => {
  it('acts in one at a time; changing it is a new session, and the old one is over', async () => {
    const person = await somebody();
    const [{ id: leadId } = { id: '' }] = await api.database.db.query<{ id: string }[]>(
      `INSERT INTO membership (id, user_id, organisation_id, role) VALUES (gen_random_uuid(), $1, $2, 'team_lead')
       RETURNING id`,
      [person.userId, cast.provider.id],
    );
    const { cookie, csrf } = await signedIn(person);
    const { body: before } = await server().get('/api/v1/session').set('Cookie', cookie);
    await server().get('/api/v1/referrals/new').set('Cookie', cookie).expect(403);

    const answer = await server()
      .put('/api/v1/session/membership')
      .set({ Cookie: cookie, 'X-CSRF-Token': csrf })
      .send({ membershipId: leadId })
      .expect(200);

    expect(before.membership.role).toBe('link_worker');
    expect(before.memberships).toHaveLength(2);
    expect(answer.body.membership).toMatchObject({ id: leadId, role: 'team_lead' });
    expect(answer.body.permittedActions).toContain('referral.allocate');
    expect(answer.body.permittedActions).not.toContain('referral.take');
    const renewed = cookieOf(answer);
    expect(renewed).not.toBe(cookie);
    await server().get('/api/v1/referrals/new').set('Cookie', renewed).expect(200);
    await server().get('/api/v1/session').set('Cookie', cookie).expect(401);
  });

  it('cannot change to one that has ended', async () => {
    const person = await somebody();
    const [{ id } = { id: '' }] = await api.database.db.query<{ id: string }[]>(
      `INSERT INTO membership (id, user_id, organisation_id, role, ended_at)
       VALUES (gen_random_uuid(), $1, $2, 'team_lead', now()) RETURNING id`,
      [person.userId, cast.provider.id],
    );
    const { cookie, csrf } = await signedIn(person);

    const { body } = await server()
      .put('/api/v1/session/membership')
      .set({ Cookie: cookie, 'X-CSRF-Token': csrf })
      .send({ membershipId: id })
      .expect(404);

    expect(body.type).toBe('/problems/session/membership-not-found');
    await server().get('/api/v1/session').set('Cookie', cookie).expect(200);
  });
});
