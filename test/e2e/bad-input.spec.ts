import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request, { type Response } from 'supertest';
import { pointersOf } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aContact, newContactDetails } from '#test/support/operations.js';
import { aNewPatient, aReferralRequest, inTwoWeeks, reach } from '#test/support/requests.js';
import { aScene, type Scene, versionOf } from '#test/support/scene.js';
import { type Cast, nextNhsNumber } from '#test/support/world.js';

let api: TestApi;
let cast: Cast;
let scene: Scene;
let referrer: Caller;
let linkWorker: Caller;
let before: Record<string, number>;

/** Rows of every table that a request could change; what is read leaves its mark in the audit only. */
async function rows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    'patient',
    'patient_contact',
    'referral',
    'consent',
    'contact',
    'allocation',
    'booking',
    'attendance',
    'message',
    'timeline_event',
    'outbox',
    'idempotency_key',
  ]) {
    const [row] = await api.database.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    counts[table] = row?.count ?? -1;
  }
  return counts;
}

beforeAll(async () => {
  api = await startTestApi();
  cast = await api.world.cast();
  scene = await aScene(api.database.db, api.world, cast);
  [referrer, linkWorker] = [await api.as(cast.referrer), await api.as(cast.linkWorker)];
  before = await rows();
});
afterAll(() => api.close());

function refused(answer: Response, status: number, type: string): void {
  expect([answer.status, answer.body.type, answer.headers['content-type']]).toEqual([
    status,
    `/problems/${type}`,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  expect(answer.body.instance).toMatch(/^urn:uuid:/);
}

const nestedObject = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('a body that cannot be what was meant', () => {
  /** As it is: supertest would put right what is wrong here. */
  const send = (body: string | Buffer, contentType = 'application/json'): request.Test =>
    request(api.app.getHttpServer())
      .post('/api/v1/referrals')
      .auth(referrer.token, { type: 'bearer' })
      .set('Idempotency-Key', 'a-key-for-a-bad-body')
      .set('Content-Type', contentType)
      .serialize((text: unknown) => text as string)
      .send(body as string);

  it.each([
    ['of 1 MB', JSON.stringify({ reason: 'x'.repeat(1_000_000) }), 413, 'request/too-large'],
    ['nested 33 deep', nestedObject(33), 400, 'request/too-deep'],
    ['nested 40,000 deep', nestedObject(40_000), 400, 'request/too-deep'],
    [
      'of 5,000 lists in each other',
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      400,
      'request/malformed',
    ],
    [
      'with 1,001 fields',
      JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`field${i}`, 1]))),
      400,
      'request/too-many-fields',
    ],
    [
      'with a list of 1,001',
      JSON.stringify({ needCodes: Array(1001).fill('loneliness') }),
      400,
      'request/too-many-fields',
    ],
    ['that breaks off', '{"reason":', 400, 'request/malformed'],
    ['that is empty', '', 400, 'request/malformed'],
    ['that is null', 'null', 400, 'request/malformed'],
    ['that is a text', '"reason"', 400, 'request/malformed'],
    ['that is a number', '12', 400, 'request/malformed'],
    ['that is a list', '[]', 400, 'request/malformed'],
    ['that changes what objects are', '{"__proto__":{"admin":true}}', 400, 'request/malformed'],
    ['that does so inside', '{"risk":{"__proto__":{"x":1}}}', 400, 'request/malformed'],
    ['that names a constructor', '{"constructor":{"prototype":{"x":1}}}', 400, 'request/malformed'],
    [
      'that names what every object has',
      '{"hasOwnProperty":1,"toString":2}',
      400,
      'request/invalid',
    ],
  ])('%s is refused, and changes nothing', async (_what, body, status, type) => {
    refused(await send(body), status, type);
    expect(await rows()).toEqual(before);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/vnd.api+json',
    'nonsense',
  ])('sent as %s is refused', async (contentType) => {
    refused(await send('{"reason":"x"}', contentType), 415, 'request/media-type');
  });

  it('that is packed is not unpacked', async () => {
    refused(
      await send('not packed', 'application/json').set('Content-Encoding', 'gzip'),
      400,
      'request/malformed',
    );
  });

  it.each([
    ['POST /patients/find', () => referrer, '/patients/find', '/nhsNumber'],
    ['POST /referrals', () => referrer, '/referrals', '/providerId'],
    ['POST transitions', () => linkWorker, '/referrals/:id/transitions', '/command'],
    ['POST contacts', () => linkWorker, '/referrals/:id/contacts', '/mode'],
  ])(
    'that is missing is refused by %s with the fields it needs',
    async (_name, caller, path, pointer) => {
      const answer = await request(api.app.getHttpServer())
        .post(`/api/v1${path.replace(':id', scene.referralId)}`)
        .auth(caller().token, { type: 'bearer' })
        .set('Idempotency-Key', 'a-key-without-a-body')
        .set('If-Match', '"1"');

      refused(answer, 400, 'request/invalid');
      expect(pointersOf(answer.body)).toContain(pointer);
    },
  );
});

const WRONG = [1, 1e400, 12345678901234567890, -0, [], [[]], {}, true, 'x', '', '\u0000', '\ud800'];

/** Requests that are right but for one thing that is judged last, and each field with values it cannot have. */
describe('a field that holds what it cannot', () => {
  const cases = [
    {
      name: 'of a referral',
      right: () => aReferralRequest(cast, scene.patient),
      send: (body: object) => referrer.post('/referrals', body),
    },
    {
      name: 'of a new patient',
      right: () => aNewPatient('1111111111'),
      send: (patient: object) =>
        referrer.post(
          '/referrals',
          aReferralRequest(cast, scene.patient, { patientId: undefined, patient, contact: reach }),
        ),
    },
    {
      name: 'of a contact',
      right: () => aContact({ minutes: 5, note: 'x', declineReason: 'other', occurredAt: null }),
      send: (body: object) =>
        linkWorker.post(`/referrals/${scene.referralId}/contacts`, body).set('If-Match', '"99"'),
    },
    {
      name: 'of the ways to reach somebody',
      right: () => newContactDetails({ homePhone: null }),
      send: (body: object) =>
        linkWorker.put(`/patients/${scene.patient.id}/contact`, body).set('If-Match', '"99"'),
    },
  ];

  it.each(cases)(
    '$name is refused and never a fault, and changes nothing',
    async ({ right, send }) => {
      const fields = Object.keys(right());
      const answers: Response[] = [];
      for (const field of fields) {
        for (const value of WRONG) answers.push(await send({ ...right(), [field]: value }));
      }

      const statuses = new Set(answers.map(({ status }) => status));
      expect([...statuses].filter((status) => ![400, 409, 412, 422].includes(status))).toEqual([]);
      for (const answer of answers) {
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
        if ([400, 422].includes(answer.status)) expect(pointersOf(answer.body)).not.toEqual([]);
      }
      expect(await rows()).toEqual(before);
    },
  );

  it('is named by where it stands, however deep', async () => {
    const body = aReferralRequest(cast, scene.patient, {
      patientId: undefined,
      patient: aNewPatient(nextNhsNumber(), {
        accessNeeds: [
          { code: 'wheelchair', shareWithVenue: true },
          { code: 'a/b', shareWithVenue: 'yes', colour: 'red' },
        ],
      }),
      contact: reach,
    });

    const answer = await referrer.post('/referrals', body);

    refused(answer, 400, 'request/invalid');
    expect(pointersOf(answer.body).sort()).toEqual([
      '/patient/accessNeeds/1/code',
      '/patient/accessNeeds/1/colour',
      '/patient/accessNeeds/1/shareWithVenue',
    ]);
  });

  it.each([
    ['withdraw', { reasonCode: 'other' }, '/text'],
    ['withdraw', { reasonCode: 'because' }, '/reasonCode'],
    ['hold', { reasonCode: 'unwell', until: '2026-02-30' }, '/until'],
    ['hold', { reasonCode: 'other', until: inTwoWeeks() }, '/text'],
    ['close', { reasonCode: 'goals_met' }, '/summary'],
    ['close', { reasonCode: 'health_changed', summary: 'Helped.', detailCode: 'x' }, '/detailCode'],
    ['enter_in_error', { text: ' ' }, '/text'],
    ['allocate', {}, '/command'],
    ['__proto__', {}, '/command'],
  ])('is named as the request for the step "%s" names it: %j', async (command, rest, pointer) => {
    const lead = await api.as(cast.teamLead);

    const answer = await lead
      .post(`/referrals/${scene.referralId}/transitions`, { command, ...rest })
      .set('If-Match', await versionOf(api.database.db, 'referral', scene.referralId));

    expect([400, 422]).toContain(answer.status);
    expect(pointersOf(answer.body)).toEqual([pointer]);
    expect(await rows()).toEqual(before);
  });

  it('is named as the request to close a referral names it, whatever rule it breaks', async () => {
    const patient = await api.world.patient(cast.practice);
    const { id } = await api.world.referral(cast, patient, { status: 'active' });
    before = await rows();

    const answer = await linkWorker
      .post(`/referrals/${id}/transitions`, {
        command: 'close',
        reasonCode: 'health_changed',
        summary: 'Helped.',
      })
      .set('If-Match', '"1"');

    refused(answer, 422, 'referral/closure-incomplete');
    expect(pointersOf(answer.body).sort()).toEqual([
      '/actionsForGp',
      '/detailCode',
      '/noFollowUpReason',
    ]);
  });

  it.each([
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1999-12-31T23:59:59Z',
    '2199-01-01T00:00:00Z',
  ])('is the time of a contact at %s', async (occurredAt) => {
    const answer = await linkWorker
      .post(`/referrals/${scene.referralId}/contacts`, aContact({ occurredAt }))
      .set('If-Match', await versionOf(api.database.db, 'referral', scene.referralId));

    refused(answer, 422, 'contact/invalid');
    expect(pointersOf(answer.body)).toEqual(['/occurredAt']);
  });
});
