import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aNewPatient, aReferralRequest, reach } from '#test/support/requests.js';
import { type Cast, nextNhsNumber } from '#test/support/world.js';

describe('POST /referrals', () => {
  let api: TestApi;
  let cast: Cast;
  let referrer: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    referrer = await api.as(cast.referrer);
  });
  afterAll(() => api.close());

  const count = async (table: string): Promise<number> => {
    const [row] = await api.database.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    return row?.count ?? -1;
  };

  const pointers = (body: { errors?: { pointer: string }[] }): string[] =>
    (body.errors ?? []).map(({ pointer }) => pointer);

  it('stores the referral with its consent, timeline, audit and outbox, and says who will be in touch by when', async () => {
    const patient = await api.world.patient(cast.practice);

    const { body, headers } = await referrer
      .post('/referrals', aReferralRequest(cast, patient))
      .expect(201);

    expect(body).toMatchObject({
      status: 'submitted',
      patientId: patient.id,
      providerName: cast.provider.name,
      version: 1,
    });
    expect(body.reference).toMatch(/^SP-\d{5,}-\d$/);
    expect(body.contactBy).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(headers['location']).toBe(`/api/v1/referrals/${body.id}`);
    for (const [table, column] of [
      ['consent', 'referral_id'],
      ['timeline_event', 'referral_id'],
      ['audit_event', 'entity_id'],
    ] as const) {
      const rows = await api.database.db.query<unknown[]>(
        `SELECT 1 FROM ${table} WHERE ${column} = $1`,
        [body.id],
      );
      expect([table, rows.length]).toEqual([table, 1]);
    }
    const events = await api.database.db.query<{ payload: unknown }[]>(
      `SELECT payload FROM outbox WHERE payload ->> 'referralId' = $1`,
      [body.id],
    );
    expect(events).toEqual([{ payload: { referralId: body.id } }]);
  });

  it('takes a new patient onto record in the same step', async () => {
    const nhsNumber = nextNhsNumber();
    const patient = aNewPatient(nhsNumber);

    const { body } = await referrer
      .post(
        '/referrals',
        aReferralRequest(
          cast,
          { id: '', nhsNumber, email: null },
          { patientId: undefined, patient, contact: reach },
        ),
      )
      .expect(201);

    const { body: found } = await referrer.post('/patients/find', { nhsNumber }).expect(200);
    expect(found.patient).toMatchObject({
      id: body.patientId,
      familyName: "O'Connor-Featherstone",
      mobilePhone: '+447700900123',
      openReferrals: [{ id: body.id, status: 'submitted' }],
    });
  });

  it('makes one referral of 12 equal requests with one key, and gives each the same answer', async () => {
    const patient = await api.world.patient(cast.practice);
    const request = aReferralRequest(cast, patient);
    const before = await count('referral');

    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        referrer.post('/referrals', request, 'the-same-key-for-all-12'),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.reference)).size).toBe(1);
    expect(
      answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true'),
    ).toHaveLength(11);
    expect(await count('referral')).toBe(before + 1);
  });

  it('makes one patient and one referral of 12 equal requests for a new patient', async () => {
    const nhsNumber = nextNhsNumber();
    const request = aReferralRequest(
      cast,
      { id: '', nhsNumber, email: null },
      { patientId: undefined, patient: aNewPatient(nhsNumber), contact: reach },
    );

    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        referrer.post('/referrals', request, 'another-key-for-all-12'),
      ),
    );

    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const rows = await api.database.db.query<unknown[]>(
      'SELECT 1 FROM patient WHERE nhs_number = $1',
      [nhsNumber],
    );
    expect(rows).toHaveLength(1);
  });

  it('refuses a key that was used for another body', async () => {
    const patient = await api.world.patient(cast.practice);
    await referrer
      .post('/referrals', aReferralRequest(cast, patient), 'key-used-for-two-bodies')
      .expect(201);

    const { body } = await referrer
      .post(
        '/referrals',
        aReferralRequest(cast, patient, { reason: 'Something else.' }),
        'key-used-for-two-bodies',
      )
      .expect(422);

    expect(body.type).toBe('/problems/request/idempotency-key-reused');
  });

  it('keeps one open episode for a person and a service, also when two people press at once', async () => {
    const patient = await api.world.patient(cast.practice);

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => referrer.post('/referrals', aReferralRequest(cast, patient))),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.type).toBe('/problems/referral/open-referral-exists');
  });

  it('takes a second open referral when somebody says why it is needed', async () => {
    const patient = await api.world.patient(cast.practice);
    await referrer.post('/referrals', aReferralRequest(cast, patient)).expect(201);

    await referrer
      .post(
        '/referrals',
        aReferralRequest(cast, patient, { overrideReason: 'A separate need for debt advice.' }),
      )
      .expect(201);
  });

  it('answers for a patient of another practice as for one that does not exist', async () => {
    const other = await api.world.cast();
    const foreign = await api.world.patient(other.practice);
    const absent = { ...foreign, id: '01900000-0000-7000-8000-000000000000' };

    const answers = [];
    for (const patient of [foreign, absent]) {
      const { body } = await referrer
        .post('/referrals', aReferralRequest(cast, patient))
        .expect(404);
      answers.push({ ...body, instance: '' });
    }

    expect(answers[0]).toEqual(answers[1]);
  });

  it('refuses a service that does not work with the practice', async () => {
    const other = await api.world.cast();
    const patient = await api.world.patient(cast.practice);

    const { body } = await referrer
      .post('/referrals', aReferralRequest(cast, patient, { providerId: other.provider.id }))
      .expect(422);

    expect(pointers(body)).toEqual(['/providerId']);
  });

  it('refuses an NHS number that belongs to somebody else', async () => {
    const known = await api.world.patient(cast.practice);

    const { body } = await referrer
      .post(
        '/referrals',
        aReferralRequest(cast, known, {
          patientId: undefined,
          patient: aNewPatient(known.nhsNumber, { familyName: 'Different' }),
          contact: reach,
        }),
      )
      .expect(409);

    expect(body.type).toBe('/problems/patient/nhs-number-in-use');
  });

  it('keeps no person when the service turns out not to be available', async () => {
    const other = await api.world.cast();
    const before = await count('patient');
    const nhsNumber = nextNhsNumber();

    await referrer
      .post(
        '/referrals',
        aReferralRequest(
          cast,
          { id: '', nhsNumber, email: null },
          {
            patientId: undefined,
            patient: aNewPatient(nhsNumber),
            contact: reach,
            providerId: other.provider.id,
          },
        ),
      )
      .expect(422);

    expect(await count('patient')).toBe(before);
  });

  it('asks for an Idempotency-Key', async () => {
    const patient = await api.world.patient(cast.practice);

    const { body } = await referrer
      .post('/referrals', aReferralRequest(cast, patient), 'short')
      .expect(400);

    expect(body.type).toBe('/problems/request/idempotency-key-required');
  });
});
