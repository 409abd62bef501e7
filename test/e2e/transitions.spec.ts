import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { countOf } from '#test/support/bookings.js';
import { aScene } from '#test/support/scene.js';
import type { Cast, ReferralOverrides } from '#test/support/world.js';
import { inTwoWeeks } from '#test/support/requests.js';

const TIMES = 12;

describe('POST /referrals/{id}/transitions', () => {
  let api: TestApi;
  let cast: Cast;
  let linkWorker: Caller;
  let lead: Caller;
  let referrer: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    linkWorker = await api.as(cast.linkWorker);
    lead = await api.as(cast.teamLead);
    referrer = await api.as(cast.referrer);
  });
  afterAll(() => api.close());

  const aReferral = async (overrides: ReferralOverrides = {}): Promise<string> => {
    const patient = await api.world.patient(cast.practice);
    return (await api.world.referral(cast, patient, { status: 'active', ...overrides })).id;
  };
  const change = (caller: Caller, id: string, body: object, version = 1): PromiseLike<Response> =>
    caller.post(`/referrals/${id}/transitions`, body).set('If-Match', `"${version}"`);
  const timelineOf = async (id: string): Promise<string[]> =>
    (
      await api.database.db.query<{ kind: string }[]>(
        `SELECT kind FROM timeline_event WHERE referral_id = $1 ORDER BY at, id`,
        [id],
      )
    ).map(({ kind }) => kind);
  const statuses = (answers: readonly Response[]): number[] =>
    answers.map(({ status }) => status).sort();

  const HOLD = { command: 'hold', reasonCode: 'unwell', until: inTwoWeeks() };

  it('makes one of 12 equal changes of one version, and tells 11 people that theirs is stale', async () => {
    const id = await aReferral();

    const answers = await Promise.all(
      Array.from({ length: TIMES }, () => change(linkWorker, id, HOLD)),
    );

    expect(statuses(answers)).toEqual([200, ...Array<number>(TIMES - 1).fill(412)]);
    const stale = answers.find(({ status }) => status === 412);
    expect(stale?.body.type).toBe('/problems/record/stale');
    const made = answers.find(({ status }) => status === 200);
    expect([made?.body.version, made?.headers['etag']]).toEqual([2, '"2"']);
    expect(await timelineOf(id)).toEqual(['referral.held']);
  });

  it('makes one of several different changes of one version', async () => {
    const id = await aReferral();

    const answers = await Promise.all([
      change(linkWorker, id, HOLD),
      change(lead, id, { command: 'withdraw', reasonCode: 'person_asked' }),
      change(referrer, id, { command: 'withdraw', reasonCode: 'duplicate' }),
      change(lead, id, { command: 'enter_in_error', text: 'Another person of that name.' }),
    ]);

    expect(statuses(answers)).toEqual([200, 412, 412, 412]);
    expect(await timelineOf(id)).toHaveLength(1);
  });

  it('asks for the version, and changes nothing without it', async () => {
    const id = await aReferral();

    const { body } = await linkWorker.post(`/referrals/${id}/transitions`, HOLD).expect(428);

    expect(body.type).toBe('/problems/request/if-match-required');
    expect(await timelineOf(id)).toEqual([]);
  });

  it('is judged by the version that was read: what a reader is given is what they may change', async () => {
    const id = await aReferral();
    const read = await linkWorker.get(`/referrals/${id}`).expect(200);

    const held = await linkWorker
      .post(`/referrals/${id}/transitions`, HOLD)
      .set('If-Match', String(read.headers['etag']))
      .expect(200);
    await linkWorker
      .post(`/referrals/${id}/transitions`, { command: 'resume' })
      .set('If-Match', String(held.headers['etag']))
      .expect(200);

    expect(await timelineOf(id)).toEqual(['referral.held', 'referral.resumed']);
  });

  it.each([
    ['submitted', { command: 'hold', reasonCode: 'unwell', until: inTwoWeeks() }],
    ['active', { command: 'accept' }],
    ['withdrawn', { command: 'withdraw', reasonCode: 'person_asked' }],
    ['entered_in_error', { command: 'enter_in_error', text: 'Again.' }],
  ] as const)('refuses a step that a referral that is %s does not have', async (status, body) => {
    const id = await aReferral({ status });

    const answer = await change(lead, id, body);

    expect([answer.status, answer.body.type]).toEqual([
      409,
      '/problems/referral/transition-not-allowed',
    ]);
    expect(await timelineOf(id)).toEqual([]);
  });

  it('lets a referrer take a referral back, and do nothing else to it', async () => {
    const id = await aReferral();

    for (const body of [
      HOLD,
      { command: 'accept' },
      { command: 'close', reasonCode: 'goals_met', summary: 'x' },
    ]) {
      const answer = await change(referrer, id, body);
      expect([answer.status, answer.body.type]).toEqual([
        403,
        '/problems/referral/action-forbidden',
      ]);
    }
    const { body: read } = await referrer.get(`/referrals/${id}`).expect(200);
    expect(read.permittedCommands).toEqual(['withdraw']);
    const answer = await change(referrer, id, { command: 'withdraw', reasonCode: 'person_asked' });
    expect([answer.status, answer.body.status]).toEqual([200, 'withdrawn']);
  });

  it('gives the places of an ended referral back, and stops its messages', async () => {
    const { db } = api.database;
    const scene = await aScene(db, api.world, cast);
    const { version } = (await lead.get(`/referrals/${scene.referralId}`)).body;

    const answer = await change(
      lead,
      scene.referralId,
      { command: 'withdraw', reasonCode: 'died' },
      version,
    );

    expect(answer.body).toMatchObject({
      status: 'withdrawn',
      nextStep: null,
      bookings: [{ id: scene.bookingId, status: 'cancelled' }],
    });
    expect(await countOf(db, scene.sessionId)).toMatchObject({ booked: 0, live: 0 });
    const waiting = await db.query<unknown[]>(
      `SELECT 1 FROM message WHERE booking_id = $1 AND state IN ('due', 'sending')`,
      [scene.bookingId],
    );
    expect(waiting).toEqual([]);
  });

  it('opens a closed referral again once, however many press', async () => {
    const id = await aReferral();
    await change(linkWorker, id, {
      command: 'close',
      reasonCode: 'goals_met',
      summary: 'Goes to the garden each week.',
      noFollowUpReason: 'person_declined',
      actionsForGp: [],
    });
    const { body } = await linkWorker.get(`/referrals/${id}`).expect(200);
    expect([body.status, body.permittedCommands]).toEqual(['closed', ['reopen']]);

    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        change(lead, id, { command: 'reopen', reasonCode: 'needs_returned' }, body.version),
      ),
    );

    expect(statuses(answers)).toEqual([200, 412, 412, 412, 412, 412]);
    expect(await timelineOf(id)).toEqual(['referral.closed', 'referral.reopened']);
  });
});
