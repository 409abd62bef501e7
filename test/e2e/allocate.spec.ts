import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { pointersOf } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aContact } from '#test/support/operations.js';
import type { Cast, ReferralOverrides } from '#test/support/world.js';

describe('POST /referrals/allocations', () => {
  let api: TestApi;
  let cast: Cast;
  let lead: Caller;

  beforeAll(async () => {
    api = await startTestApi();
  });
  beforeEach(async () => {
    cast = await api.world.cast();
    lead = await api.as(cast.teamLead);
  });
  afterAll(() => api.close());

  interface Wanted {
    readonly id: string;
    readonly version: number;
  }

  const waiting = (count: number, overrides: ReferralOverrides = {}): Promise<Wanted[]> =>
    Promise.all(
      Array.from({ length: count }, async () =>
        api.world.referral(cast, await api.world.patient(cast.practice), overrides),
      ),
    );
  const allocate = (
    caller: Caller,
    referrals: readonly Wanted[],
    overrides: object = {},
    key?: string,
  ): PromiseLike<Response> =>
    caller.post(
      '/referrals/allocations',
      { linkWorkerId: cast.linkWorker.membershipId, referrals, ...overrides },
      key,
    );
  const holders = async (referrals: readonly Wanted[]): Promise<(string | null)[]> => {
    const rows = await api.database.db.query<{ holder: string | null }[]>(
      `SELECT link_worker_id AS holder FROM referral WHERE id = ANY ($1)`,
      [referrals.map(({ id }) => id)],
    );
    return rows.map(({ holder }) => holder);
  };
  const count = async (table: 'allocation' | 'timeline_event', id: string): Promise<number> => {
    const rows = await api.database.db.query<unknown[]>(
      `SELECT 1 FROM ${table} WHERE referral_id = $1`,
      [id],
    );
    return rows.length;
  };
  const statuses = (answers: readonly Response[]): number[] =>
    answers.map(({ status }) => status).sort();

  it('gives several referrals to a link worker, each with a next step by the promised day', async () => {
    const referrals = await waiting(3);

    const { body } = await lead
      .post('/referrals/allocations', { linkWorkerId: cast.linkWorker.membershipId, referrals })
      .expect(200);

    expect(body.allocated.map(({ id }: Wanted) => id)).toEqual(referrals.map(({ id }) => id));
    expect(body.allocated[0]).toMatchObject({ status: 'allocated', version: 2 });
    const { body: caseload } = await (await api.as(cast.linkWorker)).get('/referrals/caseload');
    expect(caseload.items).toHaveLength(3);
    for (const item of caseload.items) {
      expect(item.nextStep).toBe('first_contact');
      expect(item.nextStepOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('gives none when one of them has changed since, and says which', async () => {
    const referrals = await waiting(3);
    const [first, , third] = referrals as [Wanted, Wanted, Wanted];

    const answer = await allocate(lead, [first, { ...third, version: 7 }]);

    expect([answer.status, answer.body.type]).toEqual([412, '/problems/record/stale']);
    expect(pointersOf(answer.body)).toEqual(['/referrals/1/version']);
    expect(await holders(referrals)).toEqual([null, null, null]);
    expect(await count('timeline_event', first.id)).toBe(0);
  });

  it('gives none when one of them is named twice', async () => {
    const [referral] = (await waiting(1)) as [Wanted];

    const answer = await allocate(lead, [referral, referral]);

    expect([answer.status, pointersOf(answer.body)]).toEqual([412, ['/referrals/1/version']]);
    expect(await holders([referral])).toEqual([null]);
  });

  it('gives none when the caseload would be full before the last, and says at which', async () => {
    const limited = await api.world.person('link_worker', cast.provider, { caseloadLimit: 2 });
    const referrals = await waiting(3);
    const linkWorkerId = limited.membershipId;

    const refused = await allocate(lead, referrals, { linkWorkerId });

    expect([refused.status, refused.body.type]).toEqual([409, '/problems/referral/caseload-full']);
    expect(pointersOf(refused.body)).toEqual([expect.stringMatching(/^\/referrals\/[012]$/)]);
    expect(await holders(referrals)).toEqual([null, null, null]);
    const given = await allocate(lead, referrals, {
      linkWorkerId,
      overrideReason: 'She speaks Urdu.',
    });
    expect(given.status).toBe(200);
  });

  it('never fills a caseload beyond its limit, however many leads press at once', async () => {
    const limited = await api.world.person('link_worker', cast.provider, { caseloadLimit: 3 });
    const referrals = await waiting(10);

    const answers = await Promise.all(
      referrals.map((referral) =>
        allocate(lead, [referral], { linkWorkerId: limited.membershipId }),
      ),
    );

    expect(statuses(answers)).toEqual([200, 200, 200, ...Array<number>(7).fill(409)]);
    const given = (await holders(referrals)).filter((holder) => holder === limited.membershipId);
    expect(given).toHaveLength(3);
  });

  it('makes one allocation of 12 equal requests with one key, and gives each the same answer', async () => {
    const referrals = await waiting(2);
    const [first] = referrals as [Wanted, Wanted];

    const answers = await Promise.all(
      Array.from({ length: 12 }, () => allocate(lead, referrals, {}, 'one-key-for-12-allocations')),
    );

    expect(statuses(answers)).toEqual(Array(12).fill(200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect([await count('allocation', first.id), await count('timeline_event', first.id)]).toEqual([
      1, 2,
    ]);
  });

  it('makes one of 12 allocations of one version with keys of their own', async () => {
    const [referral] = (await waiting(1)) as [Wanted];
    const { colleague, linkWorker } = cast;

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        allocate(lead, [referral], {
          linkWorkerId: (i % 2 ? colleague : linkWorker).membershipId,
        }),
      ),
    );

    expect(statuses(answers)).toEqual([200, ...Array<number>(11).fill(412)]);
    for (const { status, body } of answers) {
      if (status === 412) expect(pointersOf(body)).toEqual(['/referrals/0/version']);
    }
    expect(await count('allocation', referral.id)).toBe(1);
  });

  it('lets lists that overlap in opposite order pass each other, and never half of one', async () => {
    const referrals = await waiting(8);
    const { colleague, linkWorker } = cast;

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        allocate(lead, i % 2 ? [...referrals].reverse() : referrals, {
          linkWorkerId: (i % 2 ? colleague : linkWorker).membershipId,
        }),
      ),
    );

    expect(statuses(answers)).toEqual([200, ...Array<number>(7).fill(412)]);
    expect(new Set(await holders(referrals)).size).toBe(1);
  });

  it('refuses a key that was used for another list', async () => {
    const [one, other] = (await waiting(2)) as [Wanted, Wanted];
    await allocate(lead, [one], {}, 'a-key-for-two-lists');

    const answer = await allocate(lead, [other], {}, 'a-key-for-two-lists');

    expect([answer.status, answer.body.type]).toEqual([
      422,
      '/problems/request/idempotency-key-reused',
    ]);
    expect(await holders([other])).toEqual([null]);
  });

  it('knows an id in capital letters for the same', async () => {
    const [referral] = (await waiting(1)) as [Wanted];

    const answer = await allocate(lead, [{ ...referral, id: referral.id.toUpperCase() }], {
      linkWorkerId: cast.linkWorker.membershipId.toUpperCase(),
    });

    expect([answer.status, answer.body.allocated]).toEqual([
      200,
      [expect.objectContaining({ id: referral.id, status: 'allocated' })],
    ]);
  });

  it('takes the record out of the hands of whoever had it, and keeps that they had', async () => {
    const [referral] = (await waiting(1, { status: 'contacting' })) as [Wanted];
    const before = await api.as(cast.linkWorker);
    await before.get(`/referrals/${referral.id}`).expect(200);

    await allocate(lead, [referral], { linkWorkerId: cast.colleague.membershipId });

    const { body } = await before.get(`/referrals/${referral.id}`).expect(200);
    expect(body.audience).toBe('colleague');
    await before
      .post(`/referrals/${referral.id}/contacts`, aContact())
      .set('If-Match', '"2"')
      .expect(403);
    expect(await count('allocation', referral.id)).toBe(2);
  });
});
