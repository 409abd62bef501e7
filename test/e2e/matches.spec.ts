import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/ids/uuid.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aSupportedPerson } from '#test/support/bookings.js';
import type { Cast, TestSession } from '#test/support/world.js';

describe('sessions that fit, over HTTP', () => {
  let api: TestApi;
  let cast: Cast;
  let linkWorker: Caller;
  let referralId: string;
  let session: TestSession;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    linkWorker = await api.as(cast.linkWorker);
    referralId = (await aSupportedPerson(api.world, cast)).referralId;
    session = await api.world.session(cast.venue);
  });
  afterAll(() => api.close());

  const find = (query = '', id = referralId, caller = linkWorker) =>
    caller.get(`/referrals/${id}/matches${query}`);

  it('answers with sessions, each with why and why not, and nothing of the person but needs', async () => {
    const { body } = await find().expect(200);

    expect(body).toEqual({
      person: { needCodes: ['loneliness'], hasPostcode: false, accessNeeds: [] },
      items: [
        {
          sessionId: session.id,
          activityId: session.activityId,
          activityName: 'Greenhouse morning',
          organisationName: cast.venue.name,
          venueName: expect.any(String),
          startsAt: session.startsAt.toISOString(),
          endsAt: expect.any(String),
          places: 12,
          freePlaces: 12,
          attendanceMode: 'bookable',
          costPence: null,
          miles: null,
          accessFeatures: ['step_free'],
          score: expect.any(Number),
          why: [
            { code: 'need_matched', params: { need: 'loneliness' } },
            { code: 'free_places', params: { count: 12 } },
          ],
          whyNot: [{ code: 'distance_unknown', params: {} }],
          alreadyBooked: false,
        },
      ],
    });
  });

  it('takes one need or several, days, flags and miles', async () => {
    const count = async (query: string) =>
      ((await find(query).expect(200)).body as { items: unknown[] }).items.length;

    expect(await count('?needs=money')).toBe(0);
    expect(await count('?needs=money&needs=loneliness')).toBe(1);
    expect(await count('?days=1&days=2&days=3&days=4&days=5&days=6&days=7')).toBe(1);
    expect(await count('?freePlacesOnly=true&stepFree=true&withinMiles=2.5')).toBe(1);
    expect(await count('?freePlacesOnly=false&stepFree=false')).toBe(1);
  });

  it.each([
    '?days=8',
    '?days=monday',
    '?withinMiles=far',
    '?stepFree=perhaps',
    "?needs=a'b",
    '?q=x',
  ])('refuses %s and says how to ask', async (query) => {
    const { body } = await find(query).expect(400);

    expect(body).toMatchObject({ errors: [{ detail: expect.any(String) }] });
  });

  it('is open to the assigned link worker and the lead alone', async () => {
    await find('', referralId, await api.as(cast.teamLead)).expect(200);
    await find('', referralId, await api.as(cast.colleague)).expect(403);
    await find('', referralId, await api.as(cast.referrer)).expect(403);
    await find('', referralId, await api.as(cast.venueStaff)).expect(403);
    await find('', newId()).expect(404);
  });
});
