import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aNewPatient, aReferralRequest, reach } from '#test/support/requests.js';
import { type Cast, nextNhsNumber } from '#test/support/world.js';

describe("a name that is somebody's name", () => {
  let api: TestApi;
  let cast: Cast;
  let referrer: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    referrer = await api.as(cast.referrer);
  });
  afterAll(() => api.close());

  it.each([
    ['Null', 'Null'],
    ["O'Connor-Featherstone", 'D’Arcy'],
    ['Llŷr', 'Gwenllïan Ŵyn'],
    ['محمد', 'الخطيب'],
    ['𠮷野', '𡈽'],
    ['X', 'Ó'],
    ['Undefined', 'True'],
    ['<b>Bold</b>', '"; DROP TABLE patient; --'],
  ])('is taken as it is: %s %s', async (givenName, familyName) => {
    const nhsNumber = nextNhsNumber();
    const patient = aNewPatient(nhsNumber, { givenName, familyName });
    await referrer
      .post(
        '/referrals',
        aReferralRequest(
          cast,
          { id: '', nhsNumber, email: null },
          { patientId: undefined, patient, contact: reach },
        ),
      )
      .expect(201);

    const { body } = await referrer.post('/patients/find', { nhsNumber }).expect(200);

    expect(body.patient).toMatchObject({ givenName, familyName });
  });
});
