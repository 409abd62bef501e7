import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import http from 'node:http';
import net from 'node:net';
import type { Response } from 'supertest';
import { pointersOf } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aScene, type Scene } from '#test/support/scene.js';
import type { Cast } from '#test/support/world.js';

let api: TestApi;
let cast: Cast;
let scene: Scene;
let port: number;
let referrer: Caller;
let linkWorker: Caller;
let lead: Caller;
let venue: Caller;
let auditor: Caller;

beforeAll(async () => {
  api = await startTestApi();
  cast = await api.world.cast();
  scene = await aScene(api.database.db, api.world, cast);
  referrer = await api.as(cast.referrer);
  linkWorker = await api.as(cast.linkWorker);
  lead = await api.as(cast.teamLead);
  venue = await api.as(cast.venueStaff);
  auditor = await api.as(cast.auditor);
  await api.app.listen(0, '127.0.0.1');
  ({ port } = api.app.getHttpServer().address() as net.AddressInfo);
});
afterAll(() => api.close());

const isProblem = (answer: Response): void => {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status: answer.status, instance: expect.any(String) });
};

describe('a cursor that no page gave', () => {
  const cursor = (...parts: unknown[]): string =>
    Buffer.from(JSON.stringify(parts)).toString('base64url');
  const id = '01900000-0000-7000-8000-000000000000';

  const byInstant: readonly [string, () => Caller, string][] = [
    ['sent referrals', () => referrer, '/referrals/sent'],
    ['new referrals', () => lead, '/referrals/new'],
    ['messages', () => linkWorker, '/messages/attention'],
    ['a timeline', () => linkWorker, '/referrals/:id/timeline'],
  ];
  const instants = [
    '2026-13-45T10:00:00Z',
    '2026-02-30T10:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T10:00:60Z',
    '2026-01-01T10:00:00+99:99',
    '0000-01-01T00:00:00Z',
    'infinity',
    "'; DROP TABLE referral; --",
    '',
    null,
    12,
  ];

  it.each(byInstant)('is refused by the list of %s', async (_list, caller, path) => {
    const at = path.replace(':id', scene.referralId);
    for (const instant of instants) {
      const answer = await caller().get(`${at}?cursor=${cursor(instant, id)}`);
      isProblem(answer);
      expect([instant, answer.status, answer.body.type, pointersOf(answer.body)]).toEqual([
        instant,
        400,
        '/problems/request/cursor-malformed',
        ['/cursor'],
      ]);
    }
  });

  it.each(['2026-99-99', '2026-02-30', '0000-01-01', 'tomorrow'])(
    'is refused by a caseload from %s on',
    async (day) => {
      const answer = await linkWorker.get(`/referrals/caseload?cursor=${cursor(day, id)}`);
      isProblem(answer);
      expect(answer.status).toBe(400);
    },
  );

  it.each([
    ['of another list', cursor('2026-11-22', id)],
    ['with an id that is none', cursor('2026-11-22T10:00:00Z', 'x')],
    ['that is not JSON', 'bm90IGpzb24'],
    ['that is nothing', ' '],
  ])('%s is refused by the audit', async (_what, value) => {
    const answer = await auditor.post('/audit/search', { cursor: value });
    isProblem(answer);
    expect(answer.body.type).toBe('/problems/request/cursor-malformed');
  });

  it('is not what a page gives: that one leads on, to the end', async () => {
    for (let i = 0; i < 3; i += 1) {
      await api.world.referral(cast, await api.world.patient(cast.practice));
    }
    const seen: string[] = [];
    let next = '';
    do {
      const { body } = await referrer.get(`/referrals/sent?limit=1${next}`).expect(200);
      seen.push(...body.items.map(({ id: one }: { id: string }) => one));
      next = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (next);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(4);
  });
});

describe('a query that is not right', () => {
  it.each([
    ['/referrals/caseload?limit=0', '/limit'],
    ['/referrals/caseload?limit=101', '/limit'],
    ['/referrals/caseload?limit=1.5', '/limit'],
    ['/referrals/caseload?limit=many', '/limit'],
    ['/referrals/caseload?limit=99999999999999999999', '/limit'],
    ['/referrals/caseload?limit=1&limit=2', '/limit'],
    ['/referrals/caseload?cursor=a&cursor=b', '/cursor'],
    ['/referrals/caseload?due=late&due=today', '/due'],
    ['/referrals/caseload?status=sleeping', '/status'],
    ['/referrals/caseload?status[]=active', '/status[]'],
    ['/referrals/caseload?colour=red', '/colour'],
    ['/referrals/:id/matches?days=8', '/days'],
    ['/referrals/:id/matches?withinMiles=1e308', '/withinMiles'],
    ['/referrals/:id/matches?withinMiles=NaN', '/withinMiles'],
    ['/referrals/:id/matches?stepFree=maybe', '/stepFree'],
    ['/referrals/:id/matches?stepFree=true&stepFree=false', '/stepFree'],
  ])('%s is refused with the parameter named', async (path, pointer) => {
    const answer = await linkWorker.get(path.replace(':id', scene.referralId));
    isProblem(answer);
    expect([answer.status, pointersOf(answer.body)]).toEqual([400, [pointer]]);
  });

  it.each(['from=2026-02-30', 'from=yesterday', 'to=9999-12-31', 'from=0000-01-01&to=9999-12-31'])(
    'of days that cannot be (%s) is refused',
    async (query) => {
      const answer = await venue.get(`/sessions?${query}`);
      isProblem(answer);
      expect([400, 422]).toContain(answer.status);
    },
  );

  it.each(['%25', '_', '\\', "'", '%25%25', '😀', 'ẅ'])(
    'for a name like %s is searched as it stands',
    async (q) => {
      const { body } = await linkWorker
        .post('/referrals/caseload/search', { q: decodeURIComponent(q) })
        .expect(200);
      expect(body.items).toEqual([]);
    },
  );
});

describe('an id that is none', () => {
  it.each([
    'x',
    '1',
    "' OR 1=1 --",
    '../..',
    'null',
    '\u0000',
    '01900000-0000-7000-8000-00000000000g',
  ])('answers like one that nothing has: %j', async (id) => {
    const answer = await linkWorker.get(`/referrals/${encodeURIComponent(id)}`);
    isProblem(answer);
    expect(answer.status).toBe(404);
  });

  it('means the same in capital letters', async () => {
    const { body } = await linkWorker
      .get(`/referrals/${scene.referralId.toUpperCase()}`)
      .expect(200);
    expect(body.id).toBe(scene.referralId);
  });
});

describe('a version that is none', () => {
  it.each(['1', 'W/"1"', '*', '"1", "2"', '""', '"-1"', '"1.0"', '"one"', '"99999999999"'])(
    'is refused as malformed: %s',
    async (value) => {
      const answer = await linkWorker
        .post(`/referrals/${scene.referralId}/contacts`, {})
        .set('If-Match', value);
      isProblem(answer);
      expect([answer.status, answer.body.type]).toEqual([
        400,
        '/problems/request/if-match-malformed',
      ]);
    },
  );

  it('is asked for where it is missing', async () => {
    const answer = await linkWorker.post(`/referrals/${scene.referralId}/contacts`, {});
    isProblem(answer);
    expect([answer.status, answer.body.type]).toEqual([428, '/problems/request/if-match-required']);
  });
});

describe('a request that is hardly HTTP', () => {
  interface Raw {
    readonly status: number;
    readonly contentType: string;
    readonly text: string;
  }

  const send = (
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders = {},
  ): Promise<Raw> =>
    new Promise((resolve, reject) => {
      const sent = http.request(
        { host: '127.0.0.1', port, method, path, headers, agent: false },
        (answer) => {
          let text = '';
          answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              contentType: answer.headers['content-type'] ?? '',
              text,
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end();
    });

  it.each([
    ['GET', '/api/v1/referrals/%zz', 400],
    ['GET', `/api/v1/referrals/${'a'.repeat(300)}`, 414],
    ['GET', `/api/v1/code-lists?ids=${'a'.repeat(5000)}`, 414],
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/', 404],
    ['PATCH', '/api/v1/session', 404],
    ['OPTIONS', '/api/v1/session', 404],
    ['TRACE', '/api/v1/session', 404],
  ])(
    '%s %s is answered with a problem that repeats nothing of it',
    async (method, path, status) => {
      const answer = await send(method, path);
      expect([answer.status, answer.contentType]).toEqual([
        status,
        expect.stringMatching(/^application\/problem\+json/),
      ]);
      expect(answer.text).not.toContain('FST_');
      expect(answer.text).not.toContain('aaaa');
      expect(answer.text).not.toContain('%zz');
    },
  );

  it('has headers of 20 kB', async () => {
    const answer = await send('GET', '/api/v1/session', { 'x-long': 'a'.repeat(20_000) });
    expect([answer.status, answer.contentType]).toEqual([431, 'application/problem+json']);
    expect(JSON.parse(answer.text)).toMatchObject({ type: '/problems/request/too-large' });
  });

  it('is garbage', async () => {
    const text = await new Promise<string>((resolve) => {
      let heard = '';
      const socket = net.connect(port, '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      socket.on('close', () => resolve(heard));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(text).toContain('/problems/request/malformed');
  });
});
