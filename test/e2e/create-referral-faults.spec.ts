import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aNewPatient, aReferralRequest, reach } from '#test/support/requests.js';
import { type Cast, nextNhsNumber } from '#test/support/world.js';

describe('POST /referrals that cannot be taken', () => {
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

  it.each([
    ['no needs', { needCodes: [] }, 422, '/needCodes'],
    ['an unknown need', { needCodes: ['astrology'] }, 422, '/needCodes/0'],
    ['no sentence', { reason: '   ' }, 422, '/reason'],
    ['a sentence of 501 letters', { reason: 'x'.repeat(501) }, 400, '/reason'],
    ['a risk without words', { risk: { status: 'risk_recorded' } }, 422, '/risk/detail'],
    [
      'no agreement',
      { consent: { shareChoice: 'not_agreed', shareWithVenue: true, writeBackToGp: 'all' } },
      422,
      '/consent/shareChoice',
    ],
    ['an unknown field', { diagnosis: 'x' }, 400, '/diagnosis'],
    [
      'an unknown field inside',
      { risk: { status: 'no_known_risk', level: 3 } },
      400,
      '/risk/level',
    ],
    ['a NUL byte', { reason: 'Company\u0000please' }, 422, '/reason'],
    ['half a surrogate pair', { reason: 'Company \ud83d please' }, 422, '/reason'],
    ['a priority of 3', { priority: '3' }, 400, '/priority'],
    ['an id that is none', { providerId: 'garden' }, 400, '/providerId'],
  ] as const)(
    'names the field for %s, and changes nothing',
    async (_what, overrides, status, pointer) => {
      const patient = await api.world.patient(cast.practice);
      const before = await count('referral');

      const { body } = await referrer
        .post('/referrals', aReferralRequest(cast, patient, overrides))
        .expect(status)
        .expect('Content-Type', /application\/problem\+json/);

      expect(pointers(body)).toContain(pointer);
      expect(await count('referral')).toBe(before);
    },
  );

  it.each([
    ['an NHS number with a wrong check digit', { nhsNumber: '9990000019' }, '/patient/nhsNumber'],
    ['an NHS number of ten equal digits', { nhsNumber: '1111111111' }, '/patient/nhsNumber'],
    ['no NHS number and no reason', { nhsNumber: null }, '/patient/nhsNumber'],
    ['a birth date that never was', { birthDate: '1951-02-30' }, '/patient/birthDate'],
    ['a birth date to come', { birthDate: '2199-01-01' }, '/patient/birthDate'],
    ['a name of 36 letters', { familyName: 'x'.repeat(36) }, '/patient/familyName'],
    ['half a postcode', { postcode: 'OX4' }, '/patient/postcode'],
  ] as const)(
    'names the field of a new patient for %s, and keeps nobody',
    async (_what, overrides, pointer) => {
      const before = await count('patient');

      const { body } = await referrer
        .post(
          '/referrals',
          aReferralRequest(
            cast,
            { id: '', nhsNumber: '', email: null },
            {
              patientId: undefined,
              patient: aNewPatient(nextNhsNumber(), overrides),
              contact: reach,
            },
          ),
        )
        .expect(422);

      expect(pointers(body)).toContain(pointer);
      expect(await count('patient')).toBe(before);
    },
  );
});
