import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { pointersOf } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aContact } from '#test/support/operations.js';
import type { Cast, ReferralOverrides } from '#test/support/world.js';

describe('POST /referrals/{id}/contacts', () => {
  let api: TestApi;
  let cast: Cast;
  let linkWorker: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    linkWorker = await api.as(cast.linkWorker);
  });
  afterAll(() => api.close());

  const aReferral = async (overrides: ReferralOverrides = {}): Promise<string> => {
    const patient = await api.world.patient(cast.practice);
    return (await api.world.referral(cast, patient, { status: 'allocated', ...overrides })).id;
  };
  const record = (id: string, body: object, version = 1, key?: string): PromiseLike<Response> =>
    linkWorker.post(`/referrals/${id}/contacts`, body, key).set('If-Match', `"${version}"`);
  const contactsOf = (id: string): Promise<{ outcome: string; note: string | null }[]> =>
    api.database.db.query(
      `SELECT outcome, note FROM contact WHERE referral_id = $1 ORDER BY recorded_at`,
      [id],
    );
  const statuses = (answers: readonly Response[]): number[] =>
    answers.map(({ status }) => status).sort();

  it('records an attempt and moves the referral with it: tried, then spoken to', async () => {
    const id = await aReferral();

    const tried = await record(id, aContact({ outcome: 'no_answer' }));
    const spoke = await record(
      id,
      aContact({ outcome: 'spoke', nextStep: 'arrange_activity', note: 'Likes roses.' }),
      2,
    );

    expect([tried.status, tried.body.status]).toEqual([201, 'contacting']);
    expect([spoke.status, spoke.body.status, spoke.body.nextStep]).toEqual([
      201,
      'engaged',
      'arrange_activity',
    ]);
    expect(spoke.headers['etag']).toBe(`"${spoke.body.version}"`);
    expect(await contactsOf(id)).toEqual([
      { outcome: 'no_answer', note: null },
      { outcome: 'spoke', note: 'Likes roses.' },
    ]);
  });

  it('records one of 12 equal requests with one key', async () => {
    const id = await aReferral();

    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        record(id, aContact({ nextStepOn: '2026-12-24' }), 1, 'one-key-for-12-contacts'),
      ),
    );

    expect(statuses(answers)).toEqual(Array(12).fill(201));
    expect(new Set(answers.map(({ body }) => body.version)).size).toBe(1);
    expect(await contactsOf(id)).toHaveLength(1);
  });

  it('records one of 12 of one version with keys of their own', async () => {
    const id = await aReferral();

    const answers = await Promise.all(Array.from({ length: 12 }, () => record(id, aContact())));

    expect(statuses(answers)).toEqual([201, ...Array<number>(11).fill(412)]);
    expect(await contactsOf(id)).toHaveLength(1);
  });

  it('answers a repeat with the record as it is now, although its version is old by then', async () => {
    const id = await aReferral();
    const body = aContact();
    await record(id, body, 1, 'a-key-that-is-repeated');
    await record(id, aContact({ outcome: 'spoke' }), 2);

    const again = await record(id, body, 1, 'a-key-that-is-repeated');

    expect([again.status, again.body.status]).toEqual([201, 'engaged']);
    expect(await contactsOf(id)).toHaveLength(2);
  });

  it('refuses a key that was used for other words, or for another referral', async () => {
    const [id, other] = [await aReferral(), await aReferral()];
    const body = aContact();
    await record(id, body, 1, 'a-key-of-one-contact');

    const answers = [
      await record(id, { ...body, note: 'Other words.' }, 2, 'a-key-of-one-contact'),
      await record(other, body, 1, 'a-key-of-one-contact'),
    ];

    for (const answer of answers) {
      expect([answer.status, answer.body.type]).toEqual([
        422,
        '/problems/request/idempotency-key-reused',
      ]);
    }
    expect([await contactsOf(id), await contactsOf(other)].map(({ length }) => length)).toEqual([
      1, 0,
    ]);
  });

  it('takes the same key from somebody else for a request of their own', async () => {
    const [id, other] = [await aReferral(), await aReferral()];
    await record(id, aContact(), 1, 'a-key-two-people-have');

    await (
      await api.as(cast.teamLead)
    )
      .post(`/referrals/${other}/contacts`, aContact(), 'a-key-two-people-have')
      .set('If-Match', '"1"')
      .expect(201);

    expect(await contactsOf(other)).toHaveLength(1);
  });

  it.each([
    ['no next step', { nextStep: null }, '/nextStep'],
    ['a next step yesterday', { nextStepOn: '2020-01-01' }, '/nextStepOn'],
    ['a next step in two years', { nextStepOn: '2099-01-01' }, '/nextStepOn'],
    ['a day that never was', { nextStepOn: '2027-02-30' }, '/nextStepOn'],
    ['a time to come', { occurredAt: '2099-01-01T10:00:00Z' }, '/occurredAt'],
    [
      'another reason without words',
      { outcome: 'did_not_want_help', declineReason: 'other' },
      '/note',
    ],
  ])('names the field for %s, and records nothing', async (_what, overrides, pointer) => {
    const id = await aReferral({ status: 'contacting' });

    const answer = await record(id, aContact(overrides));

    expect([answer.status, pointersOf(answer.body)]).toEqual([422, [pointer]]);
    expect(await contactsOf(id)).toEqual([]);
  });

  it('ends the referral when the person does not want help, without a next step', async () => {
    const id = await aReferral({ status: 'contacting' });

    const { status, body } = await record(
      id,
      aContact({
        outcome: 'did_not_want_help',
        declineReason: 'has_help_already',
        nextStep: null,
        nextStepOn: null,
      }),
    );

    expect([status, body.status, body.nextStep, body.outcomeCode]).toEqual([
      201,
      'declined_by_patient',
      null,
      'has_help_already',
    ]);
  });

  it('is not possible once the referral has ended', async () => {
    const id = await aReferral({ status: 'closed' });

    const answer = await record(id, aContact());

    expect([answer.status, answer.body.type]).toEqual([403, '/problems/referral/action-forbidden']);
  });

  it('gives up only when enough was tried, on what the attempts show', async () => {
    const id = await aReferral({ status: 'contacting' });
    const giveUp = (version: number): PromiseLike<Response> =>
      linkWorker
        .post(`/referrals/${id}/transitions`, { command: 'mark_unable_to_contact' })
        .set('If-Match', `"${version}"`);

    const none = await giveUp(1);
    const one = await record(id, aContact());
    const early = await giveUp(2);

    expect([none.status, pointersOf(none.body)]).toEqual([422, ['/command']]);
    expect(one.body.contactProposal).toMatchObject({ proposed: false, attempts: 1 });
    expect([early.status, early.body.type]).toEqual([
      409,
      '/problems/referral/giving-up-policy-not-met',
    ]);
  });
});
