import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aScene, versionOf } from '#test/support/scene.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aNewPatient, aReferralRequest, reach } from '#test/support/requests.js';
import type { Cast, TestPatient } from '#test/support/world.js';

const PERSON = { familyName: 'Okafor', birthDate: '1951-03-14', accessNeeds: [] };

interface Known extends Record<string, unknown> {
  readonly practice: string;
  readonly codeWord: string | null;
  readonly prohibited: boolean;
  readonly mobile: string | null;
}

interface Shown {
  readonly name: string;
  readonly mobilePhone: string | null;
  readonly email: string | null;
  readonly safeContact: { readonly codeWord: string | null; readonly mayPhone: boolean };
}

describe('taking the person of a referral onto record', () => {
  let api: TestApi;
  let cast: Cast;
  let otherCast: Cast;
  let newPractice: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    otherCast = await api.world.cast();
    newPractice = await api.as(otherCast.referrer);
  });
  afterAll(() => api.close());

  const rows = <T extends object>(sql: string, ...values: unknown[]) =>
    api.database.db.query<T[]>(sql, values);
  const auditOf = ({ id }: TestPatient) =>
    rows<{ action: string; provider: string; detail: unknown }>(
      `SELECT action, provider_id AS provider, detail FROM audit_event
       WHERE patient_id = $1 AND entity = 'patient' ORDER BY id`,
      id,
    );
  const recordOf = async ({ id }: TestPatient) =>
    (
      await rows<Known>(
        `SELECT practice_id AS practice, code_word AS "codeWord", contact_prohibited AS prohibited,
                mobile_phone AS mobile
         FROM patient JOIN patient_contact ON patient_id = patient.id AND superseded_at IS NULL
         WHERE patient.id = $1`,
        id,
      )
    )[0];
  const referAnew = ({ nhsNumber }: TestPatient) =>
    newPractice.post('/referrals', {
      ...aReferralRequest(otherCast, { id: '', nhsNumber, email: null }),
      patientId: undefined,
      patient: aNewPatient(nhsNumber, PERSON),
      contact: { ...reach, mobilePhone: '07700 900999' },
    });

  it('puts a new person on record in the audit', async () => {
    const { body } = await newPractice
      .post('/referrals', {
        ...aReferralRequest(otherCast, { id: '', nhsNumber: '', email: null }),
        patientId: undefined,
        patient: aNewPatient('', { nhsNumber: null, nhsNumberAbsentReason: 'overseas_patient' }),
        contact: reach,
      })
      .expect(201);

    const { patientId: id } = body as { patientId: string };
    expect(await auditOf({ id, nhsNumber: '', email: null })).toEqual([
      { action: 'patient.created', provider: otherCast.provider.id, detail: null },
    ]);
  });

  it('tells the service that supports somebody when another practice moves them and their details', async () => {
    const { patient, referralId } = await aScene(api.database.db, api.world, cast);

    await referAnew(patient).expect(201);

    expect(await recordOf(patient)).toMatchObject({
      practice: otherCast.practice.id,
      mobile: '+447700900999',
    });
    expect(await auditOf(patient)).toEqual([
      {
        action: 'patient.contact_updated',
        provider: cast.provider.id,
        detail: { fromPracticeId: cast.practice.id },
      },
    ]);
    const lines = await rows<{ by: string }>(
      `SELECT actor_id AS by FROM timeline_event
       WHERE referral_id = $1 AND kind = 'patient.contact_changed'`,
      referralId,
    );
    expect(lines).toEqual([{ by: otherCast.referrer.membershipId }]);
  });

  it('tells the practice somebody has left no more of how they are reached', async () => {
    const { patient, referralId } = await aScene(api.database.db, api.world, cast, {
      patient: { codeWord: 'Bluebell' },
    });
    const oldPractice = await api.as(cast.referrer);
    const read = async () => {
      const { body } = await oldPractice.get(`/referrals/${referralId}`).expect(200);
      const { name, mobilePhone, email, safeContact } = (body as { patient: Shown }).patient;
      return [name, mobilePhone, email, safeContact.codeWord, safeContact.mayPhone];
    };
    const name = 'Margaret Okafor';
    expect(await read()).toEqual([name, '+447700900123', patient.email, 'Bluebell', true]);

    await referAnew(patient).expect(201);

    expect(await read()).toEqual([name, null, null, null, false]);
  });

  it('keeps a code word and a prohibition that the new practice has not seen', async () => {
    const patient = await api.world.patient(cast.practice, {
      codeWord: 'Bluebell',
      contactProhibited: true,
    });

    await referAnew(patient).expect(201);

    expect(await recordOf(patient)).toMatchObject({ codeWord: 'Bluebell', prohibited: true });
  });

  it('makes the version that others have read stale', async () => {
    const patient = await api.world.patient(otherCast.practice);
    const before = await versionOf(api.database.db, 'patient', patient.id);

    await referAnew(patient).expect(201);

    expect(await versionOf(api.database.db, 'patient', patient.id)).not.toBe(before);
  });
});
