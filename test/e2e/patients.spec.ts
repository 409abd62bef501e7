import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { pointersOf, seen } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { newContactDetails } from '#test/support/operations.js';
import { safeContact } from '#test/support/requests.js';
import { aScene, type Scene } from '#test/support/scene.js';
import { type Cast, nextNhsNumber } from '#test/support/world.js';

let api: TestApi;
let cast: Cast;
let referrer: Caller;
let linkWorker: Caller;

beforeAll(async () => {
  api = await startTestApi();
  cast = await api.world.cast();
  referrer = await api.as(cast.referrer);
  linkWorker = await api.as(cast.linkWorker);
});
afterAll(() => api.close());

const query = <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  api.database.db.query<Row[]>(sql, values);

describe('POST /patients/find', () => {
  it('finds a patient of the practice by NHS number, however it is written, with what is open', async () => {
    const { patient, referralId } = await aScene(api.database.db, api.world, cast);
    const { nhsNumber } = patient;
    const spaced = ` ${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)} `;

    for (const written of [nhsNumber, spaced]) {
      const { body } = await referrer.post('/patients/find', { nhsNumber: written }).expect(200);
      expect(body.patient).toMatchObject({
        id: patient.id,
        nhsNumber,
        openReferrals: [
          { id: referralId, status: 'active', linkWorkerName: cast.linkWorker.displayName },
        ],
      });
    }
  });

  it('answers for a patient of another practice as for nobody, and writes both looks down', async () => {
    const other = await api.world.cast();
    const { nhsNumber } = await api.world.patient(other.practice);

    const answers = [
      await referrer.post('/patients/find', { nhsNumber }),
      await referrer.post('/patients/find', { nhsNumber: nextNhsNumber() }),
    ].map(seen);

    expect(answers[0]).toMatchObject({ status: 200, text: '{"patient":null}' });
    expect(answers[0]).toEqual(answers[1]);
    const looks = await query<object>(
      `SELECT patient_id, detail FROM audit_event
       WHERE actor_id = $1 AND action = 'patient.found' ORDER BY at DESC LIMIT 2`,
      cast.referrer.membershipId,
    );
    expect(looks).toEqual(Array(2).fill({ patient_id: null, detail: { found: false } }));
  });

  it.each(['123', '9990000019', '1111111111', '999000001X', '٩٩٩٠٠٠٠٠١٨', '999-000-0018-1'])(
    'says what is wrong with %s',
    async (nhsNumber) => {
      const { body } = await referrer.post('/patients/find', { nhsNumber }).expect(422);

      expect(pointersOf(body)).toEqual(['/nhsNumber']);
      expect(JSON.stringify(body)).not.toContain(nhsNumber);
    },
  );
});

describe('the ways to reach somebody', () => {
  const aPerson = (): Promise<Scene> =>
    aScene(api.database.db, api.world, cast, {
      patient: { latitude: 51.75, longitude: -1.25 },
    });
  const change = (
    caller: Caller,
    { patient }: Scene,
    body: object,
    version = 1,
  ): PromiseLike<Response> =>
    caller.put(`/patients/${patient.id}/contact`, body).set('If-Match', `"${version}"`);
  const historyOf = ({ patient }: Scene) =>
    query<{ email: string; reason: string | null; recorded_by: string | null; live: boolean }>(
      `SELECT email, reason, recorded_by, superseded_at IS NULL AS live FROM patient_contact
       WHERE patient_id = $1 ORDER BY live, recorded_at`,
      patient.id,
    );

  it('are superseded and not overwritten: the old ones stay, with who changed them and why', async () => {
    const scene = await aPerson();

    const answer = await change(linkWorker, scene, newContactDetails());

    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.body).toMatchObject({
      version: 2,
      mobilePhone: '+447700900456',
      email: 'margaret.new@example.org',
      recordedByName: cast.linkWorker.displayName,
    });
    expect(await historyOf(scene)).toEqual([
      { email: scene.patient.email, reason: null, recorded_by: null, live: false },
      {
        email: 'margaret.new@example.org',
        reason: 'Moved next door.',
        recorded_by: cast.linkWorker.membershipId,
        live: true,
      },
    ]);
  });

  it('are told of on the timeline of what is open, by whom and why', async () => {
    const scene = await aPerson();
    await change(referrer, scene, newContactDetails());

    const { body } = await linkWorker.get(`/referrals/${scene.referralId}`).expect(200);

    expect(body.timeline[0]).toMatchObject({
      kind: 'patient.contact_changed',
      by: cast.referrer.displayName,
      data: { reason: 'Moved next door.' },
    });
  });

  it('change once of 12 times from one version, and there is one live row', async () => {
    const scene = await aPerson();

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        change(i % 2 ? linkWorker : referrer, scene, newContactDetails()),
      ),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array<number>(11).fill(412),
    ]);
    expect((await historyOf(scene)).filter(({ live }) => live)).toHaveLength(1);
  });

  it('keep the place on the map while the postcode stays, and lose it with another', async () => {
    const scene = await aPerson();
    await query(
      `UPDATE patient_contact SET postcode = 'OX4 1BD' WHERE patient_id = $1`,
      scene.patient.id,
    );
    const place = () =>
      query(
        `SELECT latitude, longitude FROM patient_contact WHERE patient_id = $1 AND superseded_at IS NULL`,
        scene.patient.id,
      );

    await change(linkWorker, scene, newContactDetails({ postcode: 'ox41bd' }));
    expect(await place()).toEqual([{ latitude: 51.75, longitude: -1.25 }]);

    await change(linkWorker, scene, newContactDetails({ postcode: 'OX1 4AZ' }), 2);
    expect(await place()).toEqual([{ latitude: null, longitude: null }]);
  });

  it('ask for the version that was read', async () => {
    const scene = await aPerson();
    const { body, headers } = await linkWorker
      .get(`/patients/${scene.patient.id}/contact`)
      .expect(200);

    expect([headers['etag'], body.version]).toEqual(['"1"', 1]);
    await linkWorker.put(`/patients/${scene.patient.id}/contact`, newContactDetails()).expect(428);
    expect(await historyOf(scene)).toHaveLength(1);
  });

  it.each([
    ['a number that is none', { mobilePhone: '07700' }, '/mobilePhone'],
    ['an address that is none', { email: 'margaret' }, '/email'],
    ['half a postcode', { postcode: 'OX4' }, '/postcode'],
    [
      'half a safe time',
      { safeContact: { ...safeContact, safeFrom: '09:00' } },
      '/safeContact/safeTo',
    ],
    [
      'a time that is none',
      { safeContact: { ...safeContact, safeFrom: '25:00', safeTo: '26:00' } },
      '/safeContact/safeFrom',
    ],
    [
      'no way they prefer',
      { safeContact: { ...safeContact, preferredMethod: null } },
      '/safeContact/preferredMethod',
    ],
  ])('name the field for %s, and stay as they are', async (_what, overrides, pointer) => {
    const scene = await aPerson();

    const answer = await change(linkWorker, scene, newContactDetails(overrides));

    expect(answer.status).toBe(422);
    expect(pointersOf(answer.body)).toContain(pointer);
    expect(await historyOf(scene)).toHaveLength(1);
  });

  it('are for the practice, the link worker who has the referral and their lead, and for nobody else', async () => {
    const scene = await aPerson();
    const other = await api.world.cast();
    const path = `/patients/${scene.patient.id}/contact`;
    const expected = new Map([
      [cast.referrer, 200],
      [cast.linkWorker, 200],
      [cast.teamLead, 200],
      [cast.colleague, 404],
      [other.referrer, 404],
      [other.linkWorker, 404],
      [other.teamLead, 404],
      [cast.venueStaff, 403],
      [cast.administrator, 403],
      [cast.auditor, 403],
    ]);

    for (const [person, status] of expected) {
      const answer = await (await api.as(person)).get(path);
      expect([person.role, answer.status]).toEqual([person.role, status]);
    }
  });
});
