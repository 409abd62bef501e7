import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookingResponse } from '#api/placements/dto/booking.response.js';
import { newId } from '#platform/ids/uuid.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aSupportedPerson, countOf, supportedPeople } from '#test/support/bookings.js';
import type { Cast } from '#test/support/world.js';

describe('bookings over HTTP', () => {
  let api: TestApi;
  let cast: Cast;
  let linkWorker: Caller;

  beforeAll(async () => {
    api = await startTestApi({ DATABASE_POOL: '40' });
    cast = await api.world.cast();
    linkWorker = await api.as(cast.linkWorker);
  });
  afterAll(() => api.close());

  const person = () => aSupportedPerson(api.world, cast);
  const session = (overrides = {}) => api.world.session(cast.venue, overrides);
  const book = (
    referralId: string,
    sessionId: string,
    caller = linkWorker,
    key: string = randomUUID(),
  ) => caller.post(`/referrals/${referralId}/bookings`, { sessionId }, key);
  async function booked(): Promise<BookingResponse> {
    const [{ referralId }, { id }] = [await person(), await session()];
    const { body } = await book(referralId, id).expect(201);
    return body as BookingResponse;
  }
  const cancel = (id: string, version: number, body: object = { reasonCode: 'person_cancelled' }) =>
    linkWorker.post(`/bookings/${id}/cancellation`, body).set('If-Match', `"${version}"`);

  it('answers a booking with its reminders and its version', async () => {
    const [{ referralId }, { id, startsAt }] = [await person(), await session()];

    const { body } = await book(referralId, id).expect(201).expect('ETag', '"1"');

    expect(body).toEqual({
      id: expect.any(String),
      version: 1,
      status: 'booked',
      referralId,
      sessionId: id,
      activityName: 'Greenhouse morning',
      venueName: expect.any(String),
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + 90 * 60_000).toISOString(),
      reminders: ['day_before', 'hours_before'].map((rule) => ({
        rule,
        channel: 'email',
        dueAt: expect.stringMatching(/Z$/),
        state: 'due',
        decision: null,
      })),
    });
  });

  it('gives 3 places to exactly 3 of 40 requests that arrive at once', async () => {
    const people = await supportedPeople(api.world, cast, 40);
    const { id } = await session({ places: 3 });

    const answers = await Promise.all(people.map(({ referralId }) => book(referralId, id)));

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(3);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ body }) => (body as { type: string }).type))).toEqual(
      new Set(['/problems/booking/session-full']),
    );
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([409]));
    expect(await countOf(api.database.db, id)).toEqual({ booked: 3, live: 3, places: 3 });
  });

  it('makes one booking of 12 equal requests with one key', async () => {
    const [{ referralId }, { id }] = [await person(), await session()];
    const key = randomUUID();

    const answers = await Promise.all(
      Array.from({ length: 12 }, () => book(referralId, id, linkWorker, key)),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => (body as BookingResponse).id)).size).toBe(1);
    expect(
      answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true'),
    ).toHaveLength(11);
    expect(await countOf(api.database.db, id)).toMatchObject({ booked: 1, live: 1 });
  });

  it('asks for a key, for a session that is one, and for a person who is ready', async () => {
    const { referralId } = await person();
    const unready = await aSupportedPerson(api.world, cast, {}, { status: 'contacting' });
    const { id } = await session();

    await book(referralId, id, linkWorker, 'short').expect(400);
    const malformed = await book(referralId, 'tomorrow').expect(400);
    const unknown = await book(referralId, newId()).expect(422);
    const early = await book(unready.referralId, id).expect(409);

    expect(malformed.body).toMatchObject({ errors: [{ pointer: '/sessionId' }] });
    expect(unknown.body).toMatchObject({
      type: '/problems/booking/session-unknown',
      errors: [{ pointer: '/sessionId' }],
    });
    expect(early.body).toMatchObject({ type: '/problems/booking/referral-not-ready' });
  });

  it('cancels with the version that was read, and with no other', async () => {
    const { id } = await booked();

    await linkWorker.post(`/bookings/${id}/cancellation`, { reasonCode: 'other' }).expect(428);
    await cancel(id, 9).expect(412);
    const incomplete = await cancel(id, 1, { reasonCode: 'other' }).expect(422);
    const { body } = await cancel(id, 1, { reasonCode: 'other', text: 'A visit of her son' })
      .expect(200)
      .expect('ETag', '"2"');

    expect(incomplete.body).toMatchObject({ errors: [{ pointer: '/text' }] });
    expect(body).toMatchObject({ id, status: 'cancelled', version: 2 });
    const again = await cancel(id, 2).expect(409);
    expect(again.body).toMatchObject({ type: '/problems/booking/not-live' });
  });

  it('moves a booking to another date, once for one key', async () => {
    const { referralId } = await person();
    const from = await session();
    const to = await session({ activityId: from.activityId, startsInHours: 240 });
    const { body } = await book(referralId, from.id).expect(201);
    const { id } = body as BookingResponse;
    const key = randomUUID();
    const move = () =>
      linkWorker.post(`/bookings/${id}/move`, { sessionId: to.id }, key).set('If-Match', '"1"');

    const moved = await move().expect(200).expect('ETag', '"2"');
    await move().expect(200).expect('Idempotency-Replayed', 'true');

    expect(moved.body).toMatchObject({ sessionId: to.id, startsAt: to.startsAt.toISOString() });
    expect(await countOf(api.database.db, from.id)).toMatchObject({ booked: 0, live: 0 });
    expect(await countOf(api.database.db, to.id)).toMatchObject({ booked: 1, live: 1 });
  });

  it('hides bookings and referrals of another service behind the answer for one that is not there', async () => {
    const { id, referralId, sessionId } = await booked();
    const stranger = await api.as((await api.world.cast()).linkWorker);
    const bodyOf = async (request: ReturnType<Caller['post']>) => {
      const { body } = await request.set('If-Match', '"1"').expect(404);
      return { ...(body as object), instance: '' };
    };
    const cancellation = (bookingId: string) =>
      stranger.post(`/bookings/${bookingId}/cancellation`, { reasonCode: 'person_cancelled' });

    expect(await bodyOf(cancellation(id))).toEqual(await bodyOf(cancellation(newId())));
    expect(await bodyOf(book(referralId, sessionId, stranger))).toEqual(
      await bodyOf(book(newId(), sessionId, stranger)),
    );
  });

  it('lets only the assigned link worker and the lead arrange places', async () => {
    const { referralId } = await person();
    const { id } = await session();
    const status = async (caller: Caller) => (await book(referralId, id, caller)).status;

    expect(await status(await api.as(cast.colleague))).toBe(403);
    expect(await status(await api.as(cast.referrer))).toBe(403);
    expect(await status(await api.as(cast.venueStaff))).toBe(403);
    expect(await status(await api.as(cast.administrator))).toBe(403);
    expect(await status(await api.as(cast.teamLead))).toBe(201);
  });

  it('shows the link worker what the venue did, in the history of the person', async () => {
    const { referralId, sessionId } = await booked();
    const venue = await api.as(cast.venueStaff);

    await venue
      .post(`/sessions/${sessionId}/cancellation`, { reason: 'The boiler has failed' })
      .set('If-Match', '"1"')
      .expect(200);

    const { body } = await linkWorker.get(`/referrals/${referralId}`).expect(200);
    expect(body).toMatchObject({ nextSessionAt: null, bookings: [{ status: 'cancelled' }] });
    expect((body as { timeline: object[] }).timeline[0]).toMatchObject({
      kind: 'booking.cancelled',
      by: cast.venueStaff.displayName,
      data: { by: 'venue', venueReason: 'The boiler has failed' },
    });
  });
});
