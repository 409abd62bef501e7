import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashToken, newToken } from '#platform/auth/token.js';
import { newId } from '#platform/ids/uuid.js';
import request from 'supertest';
import { ApiProcess } from '#test/support/api-process.js';
import { aSceneWithCanaries, CANARIES, canariesIn } from '#test/support/canaries.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { aNewPatient, aReferralRequest, reach } from '#test/support/requests.js';
import type { Scene } from '#test/support/scene.js';
import { waitFor } from '#test/support/wait-for.js';
import { World } from '#test/support/world.js';
import type { Person } from '#test/support/world-people.js';

const PASSWORD = 'the-password-of-nobody-else';

describe('the log of the API, at its most talkative', () => {
  let database: TestDatabase;
  let api: ApiProcess;
  let scene: Scene;
  const tokens: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const world = new World(database.db);
    scene = await aSceneWithCanaries(database.db, world, await world.cast());
    api = await ApiProcess.start({
      DATABASE_URL: database.url,
      REDIS_URL: 'redis://127.0.0.1:1',
      SMTP_URL: 'smtp://127.0.0.1:1',
      LOG_LEVEL: 'trace',
    });
  });
  afterAll(async () => {
    await api.end();
    await database.drop();
  });

  async function tokenOf({ userId, membershipId }: Person): Promise<string> {
    const token = newToken();
    tokens.push(token);
    await database.db.query(
      `INSERT INTO sign_in_session (id, token_hash, kind, user_id, membership_id, expires_at)
       VALUES ($1, $2, 'bearer', $3, $4, now() + interval '1 hour')`,
      [newId(), hashToken(token), userId, membershipId],
    );
    return token;
  }

  const post = (token: string, path: string, body: object) =>
    request(api.origin)
      .post(`/api/v1${path}`)
      .auth(token, { type: 'bearer' })
      .set('Idempotency-Key', newId())
      .set('If-Match', '"1"')
      .send(body);

  /** The line of a request is written after its answer: the one before it is there when this one is. */
  async function everythingWritten(): Promise<string> {
    const lines = (): number => api.log.split('"route":"/readyz"').length;
    const before = lines();
    await request(api.origin).get('/readyz').expect(200);
    return waitFor('the line of the last request', () => lines() > before && api.log);
  }

  it('tells of every request by its route, its status and who asked, and holds nothing of a person', async () => {
    const { cast, patient, referralId } = scene;
    const sender = await tokenOf(cast.referrer);
    const worker = await tokenOf(cast.linkWorker);
    const get = (token: string, path: string) =>
      request(api.origin).get(`/api/v1${path}`).auth(token, { type: 'bearer' });

    await get(worker, `/referrals/${referralId}`).expect(200);
    await get(worker, `/referrals/caseload?cursor=${CANARIES.reason}`).expect(400);
    await get(worker, `/referrals/${CANARIES.email}`).expect(404);
    await get(worker, `/${CANARIES.familyName}?nhsNumber=${CANARIES.nhsNumber}`).expect(404);
    await post(sender, '/patients/find', { nhsNumber: CANARIES.nhsNumber }).expect(200);
    await post(worker, '/referrals/caseload/search', { q: CANARIES.familyName }).expect(200);
    await post(worker, `/referrals/${referralId}/contacts`, { note: CANARIES.unsharedNote }).expect(
      400,
    );
    await post(sender, '/referrals', {
      ...aReferralRequest(cast, patient, { reason: CANARIES.reason }),
      risk: { status: 'risk_recorded', detail: CANARIES.riskDetail },
    }).expect(201);
    await request(api.origin)
      .post('/api/v1/session')
      .send({ email: CANARIES.email, password: PASSWORD })
      .expect(401);
    await request(api.origin)
      .post('/api/v1/referrals')
      .auth(sender, { type: 'bearer' })
      .set('Content-Type', 'application/json')
      .send(`{"reason":"${CANARIES.reason}",`)
      .expect(400);

    const log = await everythingWritten();
    expect(log).toContain('"route":"/api/v1/referrals/:id"');
    expect(log).toContain(`"actorId":"${cast.linkWorker.membershipId}"`);
    expect(canariesIn(log)).toEqual([]);
    for (const secret of [...tokens, PASSWORD]) expect(log).not.toContain(secret);
  });

  it('says where a fault came from, and not what was in the row', async () => {
    const sender = await tokenOf(scene.cast.referrer);
    await database.db.query(`
      CREATE FUNCTION fail_loudly() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'cannot store % % %', NEW.given_name, NEW.family_name, NEW.nhs_number
          USING ERRCODE = 'P0001', DETAIL = NEW.family_name, HINT = NEW.nhs_number;
      END $$`);
    await database.db.query(
      `CREATE TRIGGER fail_loudly BEFORE INSERT ON patient FOR EACH ROW EXECUTE FUNCTION fail_loudly()`,
    );
    const patient = aNewPatient('9990001243', {
      familyName: CANARIES.familyName,
      givenName: CANARIES.codeWord,
    });

    const { body } = await post(sender, '/referrals', {
      ...aReferralRequest(scene.cast, scene.patient, { patientId: undefined }),
      patient,
      contact: reach,
    }).expect(500);

    expect(body).toEqual({
      type: '/problems/service/fault',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something went wrong on our side. Nothing was changed.',
      instance: expect.stringMatching(/^urn:uuid:/),
    });
    const log = await everythingWritten();
    expect(log).toContain(String(body.instance).slice('urn:uuid:'.length));
    expect(log).toContain('request failed');
    expect(canariesIn(log)).toEqual([]);
    expect(log).not.toContain('9990001243');
  });

  it('is JSON, one line each, with no field but those that are allowed', async () => {
    await everythingWritten();
    const fields = new Set(api.lines.flatMap((text) => Object.keys(JSON.parse(text) as object)));

    const allowed = [
      'level',
      'time',
      'process',
      'msg',
      'requestId',
      'route',
      'method',
      'status',
      'durationMs',
      'actorId',
      'organisationId',
      'errorCode',
      'stack',
    ];
    expect([...fields].filter((field) => !allowed.includes(field))).toEqual([]);
  });
});
