import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addLocalDays, localDate } from '#domain/shared/london-time.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import type { Cast, PatientOverrides, ReferralOverrides } from '#test/support/world.js';

describe('a caseload', () => {
  let api: TestApi;
  let cast: Cast;
  let linkWorker: Caller;
  const ids: Record<string, string> = {};
  const today = localDate(new Date());

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    linkWorker = await api.as(cast.linkWorker);
    await add('late', { nextStepOn: addLocalDays(today, -2) });
    await add('today', { nextStepOn: today, needCodes: ['loneliness', 'money'] });
    await add('soon', { nextStepOn: addLocalDays(today, 7), status: 'engaged' });
    await add(
      'later',
      { nextStepOn: addLocalDays(today, 8) },
      { familyName: '100%_Real\\', preferredName: 'Dot' },
    );
    await add('closed', { status: 'closed' });
    await add('waiting', { status: 'submitted' });
    await add('colleague', { linkWorker: cast.colleague, nextStepOn: today });
  });
  afterAll(() => api.close());

  async function add(
    name: string,
    referral: ReferralOverrides,
    patient: PatientOverrides = {},
  ): Promise<void> {
    const person = await api.world.patient(cast.practice, patient);
    const made = await api.world.referral(cast, person, { status: 'active', ...referral });
    ids[name] = made.id;
  }

  interface Page {
    readonly items: readonly Record<string, unknown>[];
    readonly counts: unknown;
    readonly nextCursor: string | null;
  }

  const names = ({ items }: Page): string[] =>
    items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? String(id));
  const list = async (query = '', caller = linkWorker): Promise<Page> =>
    (await caller.get(`/referrals/caseload${query}`).expect(200)).body;
  const search = async (body: object, caller = linkWorker): Promise<Page> =>
    (await caller.post('/referrals/caseload/search', body).expect(200)).body;

  it('is what is open and theirs, the next step that is due first, with what is late, due and coming', async () => {
    const page = await list();

    expect(names(page)).toEqual(['late', 'today', 'soon', 'later']);
    expect(page.counts).toEqual({ late: 1, today: 1, week: 2, open: 4 });
    expect(page.nextCursor).toBeNull();
    expect(Object.keys(page.items[0] ?? {}).sort()).toEqual([
      'id',
      'needCodes',
      'nextSessionAt',
      'nextStep',
      'nextStepOn',
      'nhsNumber',
      'patientId',
      'patientName',
      'practiceName',
      'priority',
      'reference',
      'riskRecorded',
      'safeguarding',
      'status',
      'submittedAt',
      'version',
    ]);
  });

  it.each([
    ['?due=late', ['late']],
    ['?due=today', ['today']],
    ['?due=week', ['today', 'soon']],
    ['?status=engaged', ['soon']],
    ['?status=engaged&status=active', ['late', 'today', 'soon', 'later']],
    ['?need=money', ['today']],
    ['?need=money&status=engaged', []],
    ['?need=gardening', []],
  ])('is narrowed by %s, and its counts stay those of the whole', async (query, expected) => {
    const page = await list(query);

    expect(names(page)).toEqual(expected);
    expect(page.counts).toEqual({ late: 1, today: 1, week: 2, open: 4 });
  });

  it.each([
    ['a piece of a name, in any letters', '100%_REAL\\', ['later']],
    ['the name they are called by', 'dot', ['later']],
    ['first and last name', 'margaret okafor', ['late', 'today', 'soon']],
    ['a sign that means anything elsewhere', '%', ['later']],
    ['another', '_', ['later']],
    ['a name nobody has', 'Zebedee', []],
  ])('is searched by %s', async (_what, q, expected) => {
    expect(names(await search({ q }))).toEqual(expected);
  });

  it('is searched by NHS number with spaces, and by reference in small letters', async () => {
    const [first] = (await list()).items as [{ nhsNumber: string; reference: string }];
    const { nhsNumber, reference } = first;
    const spaced = `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)}`;

    expect(names(await search({ q: spaced }))).toEqual(['late']);
    expect(names(await search({ q: reference.toLowerCase() }))).toEqual(['late']);
  });

  it('is their own for a link worker, whoever they ask for', async () => {
    const theirs = cast.colleague.membershipId;

    expect(names(await list(`?linkWorkerId=${theirs}`))).not.toContain('colleague');
    expect(names(await search({ q: 'Okafor', linkWorkerId: theirs }))).not.toContain('colleague');
  });

  it('is anybody of the team for its lead, who must say whose', async () => {
    const lead = await api.as(cast.teamLead);

    expect(names(await list(`?linkWorkerId=${cast.colleague.membershipId}`, lead))).toEqual([
      'colleague',
    ]);
    await lead.get('/referrals/caseload').expect(422);
  });

  it('is read to its end by pages of any size, each referral once, also on one day', async () => {
    for (const name of ['tie1', 'tie2', 'tie3']) await add(name, { nextStepOn: today });
    const whole = names(await list());

    for (const limit of [1, 2, 3]) {
      const paged: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const page: Page = await list(`?limit=${limit}${next}`);
        paged.push(...names(page));
        next = page.nextCursor ? `&cursor=${page.nextCursor}` : null;
      }
      expect(paged).toEqual(whole);
    }
  });

  it('does not lose its place when what was on the page before is done meanwhile', async () => {
    const first: Page = await list('?limit=2');
    const [done] = first.items as [{ id: string }];
    await api.database.db.query(
      `UPDATE referral SET status = 'withdrawn', closed_at = now() WHERE id = $1`,
      [done.id],
    );

    const second = await list(`?limit=2&cursor=${first.nextCursor}`);

    expect(names(second).filter((name) => names(first).includes(name))).toEqual([]);
    expect(names(second)).toHaveLength(2);
  });
});
