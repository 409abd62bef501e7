import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { hashPassword } from '#platform/auth/password.js';
import request, { type Response } from 'supertest';
import { seen } from '#test/support/answers.js';
import { startTestApi, type TestApi } from '#test/support/api.js';
import type { Cast } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

const PASSWORD = 'Correct horse, battery; staple ✓ ';
const ORIGIN = 'http://localhost:3000';

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
const somebody = (overrides: object = {}): Promise<Person> =>
  api.world.person('link_worker', cast.provider, { passwordHash, ...overrides });
const signIn = (email: string, password = PASSWORD): request.Test =>
  server().post('/api/v1/session').set('Origin', ORIGIN).send({ email, password });
const tokenFor = (email: string, password = PASSWORD): request.Test =>
  server().post('/api/v1/tokens').send({ email, password });

/** A browser that has signed in: what it keeps, and how it asks. */
class Browser {
  constructor(
    readonly cookie: string,
    readonly csrf: string,
  ) {}

  static async of(person: Person): Promise<Browser> {
    const answer = await signIn(person.email).expect(200);
    return new Browser(cookieOf(answer), String(answer.body.csrfToken));
  }

  get(path: string): request.Test {
    return server().get(`/api/v1${path}`).set('Cookie', this.cookie);
  }

  change(method: 'post' | 'put' | 'delete', path: string, headers: object = {}): request.Test {
    return server()
      [method](`/api/v1${path}`)
      .set({ Cookie: this.cookie, Origin: ORIGIN, 'X-CSRF-Token': this.csrf, ...headers });
  }
}

const setCookie = ({ headers }: Response): string => String(headers['set-cookie']);
const cookieOf = (answer: Response): string => setCookie(answer).split(';')[0] ?? '';

describe('signing in', () => {
  it('gives a browser a cookie that scripts cannot read and other sites cannot send', async () => {
    const person = await somebody();

    const answer = await signIn(person.email).expect(200);

    expect(setCookie(answer)).toMatch(/^sid=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.body).toMatchObject({
      user: { id: person.userId, email: person.email },
      membership: { id: person.membershipId, role: 'link_worker' },
      idleMinutes: 30,
    });
    const token = cookieOf(answer).slice('sid='.length);
    expect(answer.text).not.toContain(token);
    const [{ stored } = { stored: -1 }] = await api.database.db.query<{ stored: number }[]>(
      `SELECT count(*)::int AS stored FROM sign_in_session WHERE token_hash = $1`,
      [Buffer.from(token)],
    );
    expect(stored).toBe(0);
  });

  it('takes the password as it is, with its spaces and signs, and the address in any letters', async () => {
    const person = await somebody();

    await signIn(person.email.toUpperCase()).expect(200);
    await signIn(person.email, PASSWORD.trim()).expect(401);
    await signIn(person.email, PASSWORD.toLowerCase()).expect(401);
  });

  it('answers alike for a wrong password, an unknown, a disabled and a passwordless account', async () => {
    const person = await somebody();
    const disabled = await somebody();
    const passwordless = await somebody({ passwordHash: undefined });
    await api.database.db.query(`UPDATE user_account SET disabled_at = now() WHERE id = $1`, [
      disabled.userId,
    ]);

    const answers = [
      await signIn(person.email, 'not the password'),
      await signIn('nobody@example.org'),
      await signIn(disabled.email),
      await signIn(passwordless.email),
    ].map(seen);

    expect(answers[0]).toMatchObject({ status: 401 });
    expect(answers[0]?.text).toContain('/problems/session/sign-in-failed');
    expect(answers).toEqual(Array(4).fill(answers[0]));
    expect(answers[0]?.headers).not.toHaveProperty('set-cookie');
  });

  it('writes who signed in and who was refused to the audit', async () => {
    const person = await somebody();
    await signIn(person.email, 'not the password').expect(401);
    await signIn(person.email).expect(200);

    const rows = await api.database.db.query<object[]>(
      `SELECT action, outcome FROM audit_event WHERE entity_id = $1 OR actor_id = $2 ORDER BY at, id`,
      [person.userId, person.membershipId],
    );

    expect(rows).toEqual([
      { action: 'session.sign_in_refused', outcome: 'denied' },
      { action: 'session.signed_in', outcome: 'allowed' },
    ]);
  });

  it.each([
    ['nothing', undefined, ['/email', '/password']],
    ['no password', { email: 'a@example.org' }, ['/password']],
    ['an empty password', { email: 'a@example.org', password: '' }, ['/password']],
    ['lists', { email: ['a'], password: { b: 1 } }, ['/email', '/password']],
    [
      'a password of 129 letters',
      { email: 'a@example.org', password: 'x'.repeat(129) },
      ['/password'],
    ],
    ['a field too many', { email: 'a@example.org', password: 'x', remember: true }, ['/remember']],
  ])('says what is missing when %s is sent', async (_what, body, pointers) => {
    const answer = await server().post('/api/v1/session').send(body);

    expect([answer.status, answer.body.type]).toEqual([400, '/problems/request/invalid']);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
  });

  it('is not possible from the page of another site, nor with a form', async () => {
    const person = await somebody();
    const body = { email: person.email, password: PASSWORD };

    const foreign = await server()
      .post('/api/v1/session')
      .set('Origin', 'https://evil.example')
      .send(body);
    const form = await server().post('/api/v1/session').type('form').send(body);
    const text = await server()
      .post('/api/v1/session')
      .type('text/plain')
      .send(JSON.stringify(body));

    expect([foreign.status, foreign.body.type]).toEqual([403, '/problems/session/origin']);
    expect([form.status, text.status]).toEqual([415, 415]);
    for (const answer of [foreign, form, text])
      expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('is refused to somebody whose roles have all ended', async () => {
    const person = await somebody();
    await endMembership(person);

    const { body } = await signIn(person.email).expect(403);

    expect(body.type).toBe('/problems/session/no-role');
  });
});

const endMembership = (person: Person): Promise<unknown> =>
  api.database.db.query(`UPDATE membership SET ended_at = now() WHERE id = $1`, [
    person.membershipId,
  ]);

describe('a change with a cookie', () => {
  const forgeries: readonly (readonly [string, object, number, string])[] = [
    ['without the token', { 'X-CSRF-Token': '' }, 403, 'session/csrf'],
    [
      'with a made-up token',
      { 'X-CSRF-Token': randomBytes(32).toString('base64url') },
      403,
      'session/csrf',
    ],
    ['from another site', { Origin: 'https://evil.example' }, 403, 'session/origin'],
    ['from a page without an origin', { Origin: 'null' }, 403, 'session/origin'],
    ['from a look-alike', { Origin: `${ORIGIN}.evil.example` }, 403, 'session/origin'],
  ];

  it.each(forgeries)('%s is refused', async (_what, headers, status, type) => {
    const browser = await Browser.of(await somebody());

    const answer = await browser
      .change('post', '/referrals/caseload/search', headers)
      .send({ q: 'Okafor' });

    expect([answer.status, answer.body.type]).toEqual([status, `/problems/${type}`]);
  });

  it('with the token of another session is refused', async () => {
    const [mine, theirs] = [await Browser.of(await somebody()), await Browser.of(await somebody())];

    const answer = await mine
      .change('post', '/referrals/caseload/search', { 'X-CSRF-Token': theirs.csrf })
      .send({ q: 'Okafor' });

    expect(answer.body.type).toBe('/problems/session/csrf');
  });

  it('with its own token is made; and to read needs none', async () => {
    const browser = await Browser.of(await somebody());

    await browser.change('post', '/referrals/caseload/search').send({ q: 'Okafor' }).expect(200);
    const { body } = await browser.get('/session').expect(200);

    expect(body.csrfToken).toBe(browser.csrf);
  });

  it('as text/plain is refused, which a form of another site could send', async () => {
    const browser = await Browser.of(await somebody());

    await browser
      .change('post', '/referrals/caseload/search', { 'Content-Type': 'text/plain' })
      .send('{"q":"Okafor"}')
      .expect(415);
  });
});

describe('a token', () => {
  it('opens the same doors as a cookie, for ten minutes, and needs no CSRF token', async () => {
    const person = await somebody();
    const { body } = await tokenFor(person.email).expect(201);

    const answer = await server()
      .post('/api/v1/referrals/caseload/search')
      .auth(String(body.accessToken), { type: 'bearer' })
      .send({ q: 'Okafor' });

    expect(answer.status).toBe(200);
    expect(body.tokenType).toBe('Bearer');
    const minutes = (Date.parse(String(body.expiresAt)) - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(10);
  });

  it('is no cookie, and a cookie is no token', async () => {
    const person = await somebody();
    const { body } = await tokenFor(person.email).expect(201);
    const { cookie } = await Browser.of(person);

    await server().get('/api/v1/session').set('Cookie', `sid=${body.accessToken}`).expect(401);
    await server()
      .get('/api/v1/session')
      .auth(cookie.slice('sid='.length), { type: 'bearer' })
      .expect(401);
  });

  it('can be given back', async () => {
    const { body } = await tokenFor((await somebody()).email).expect(201);
    const asks = () =>
      server().get('/api/v1/session').auth(String(body.accessToken), { type: 'bearer' });
    await asks().expect(200);

    await server()
      .delete('/api/v1/tokens/current')
      .auth(String(body.accessToken), { type: 'bearer' })
      .expect(204);

    await asks().expect(401);
  });
});
