import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf, localDate, addLocalDays } from '#domain/shared/london-time.js';
import { newId } from '#platform/ids/uuid.js';
import type { Response } from 'supertest';
import { pointersOf } from '#test/support/answers.js';
import { type Caller, startTestApi, type TestApi } from '#test/support/api.js';
import { aScene, type Scene } from '#test/support/scene.js';
import type { Cast } from '#test/support/world.js';

interface Line {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly actorName: string;
  readonly outcome: string;
  readonly reference: string | null;
}

describe('the audit', () => {
  let api: TestApi;
  let cast: Cast;
  let scene: Scene;
  let auditor: Caller;
  let linkWorker: Caller;

  beforeAll(async () => {
    api = await startTestApi();
    cast = await api.world.cast();
    scene = await aScene(api.database.db, api.world, cast);
    auditor = await api.as(cast.auditor);
    linkWorker = await api.as(cast.linkWorker);
    await linkWorker.get(`/referrals/${scene.referralId}`).expect(200);
    await linkWorker.get('/referrals/caseload').expect(200);
    await linkWorker.get('/referrals/caseload').expect(200);
    await (await api.as(cast.teamLead)).get(`/patients/${scene.patient.id}/contact`).expect(200);
  });
  afterAll(() => api.close());

  const search = async (body: object, caller = auditor): Promise<Line[]> =>
    (await caller.post('/audit/search', body).expect(200)).body.items;
  const actions = (lines: readonly Line[]): string[] => lines.map(({ action }) => action);

  it('tells who saw and changed the record of a person, newest first, by number, reference or id', async () => {
    const { body: referral } = await linkWorker.get(`/referrals/${scene.referralId}`).expect(200);
    const { nhsNumber, id: patientId } = scene.patient;
    const written = `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)}`;

    const byNumber = await search({ nhsNumber: written });

    expect(actions(byNumber)).toEqual([
      'referral.read',
      'patient.read',
      'referral.read',
      'booking.created',
    ]);
    expect(byNumber[1]).toMatchObject({
      actorName: cast.teamLead.displayName,
      actorRole: 'team_lead',
      organisationName: cast.provider.name,
      outcome: 'allowed',
    });
    expect(byNumber[0]?.reference).toBe(referral.reference);
    expect(await search({ reference: referral.reference.toLowerCase() })).toEqual(byNumber);
    expect(await search({ patientId })).toEqual(byNumber);
  });

  it('counts the lists somebody was on by person and day, apart from the lines', async () => {
    const { body } = await auditor
      .post('/audit/list-views', { patientId: scene.patient.id })
      .expect(200);

    expect(body.items).toEqual([
      {
        actorName: cast.linkWorker.displayName,
        actorRole: 'link_worker',
        organisationName: cast.provider.name,
        day: localDate(new Date()),
        action: 'referral.listed',
        entity: 'caseload',
        times: 2,
      },
    ]);
    const { body: refused } = await auditor.post('/audit/list-views', {}).expect(422);
    expect(pointersOf(refused)).toEqual(['/nhsNumber']);
  });

  it('is searched by person, by what was done, and by day', async () => {
    const today = localDate(new Date());
    const yesterday = addLocalDays(today, -1);
    await api.database.db.query(
      `INSERT INTO audit_event (id, at, actor_id, organisation_id, provider_id, action, entity)
       VALUES ($1, $2, $3, $4, $4, 'referral.read', 'referral')`,
      [newId(), instantOf(today, '00:00'), cast.colleague.membershipId, cast.provider.id],
    );
    const { email } = cast.colleague;

    expect(actions(await search({ actorEmail: email.toUpperCase() }))).toEqual(['referral.read']);
    expect(await search({ actorEmail: email, from: today, to: today })).toHaveLength(1);
    expect(await search({ actorEmail: email, from: yesterday, to: yesterday })).toHaveLength(0);
    expect(await search({ actorEmail: email, actions: ['patient.read'] })).toHaveLength(0);
    expect(new Set(actions(await search({ actions: ['patient.read'] })))).toEqual(
      new Set(['patient.read']),
    );
    expect(await search({ actorEmail: 'nobody@example.org' })).toEqual([]);
  });

  it('goes on page by page, each line once', async () => {
    const all = await search({ actorEmail: cast.linkWorker.email });
    const paged: Line[] = [];
    let cursor: string | null = null;
    do {
      const page: Response = await auditor
        .post('/audit/search', { actorEmail: cast.linkWorker.email, limit: 2, cursor })
        .expect(200);
      paged.push(...page.body.items);
      cursor = page.body.nextCursor;
    } while (cursor);

    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(all.length).toBeGreaterThan(4);
  });

  it('is itself on record', async () => {
    await search({ patientId: scene.patient.id });

    const [latest] = await search({ actorEmail: cast.auditor.email });

    expect(latest).toMatchObject({ action: 'audit.searched', actorName: cast.auditor.displayName });
  });

  it('tells an organisation of its own people and of its own referrals, and of nobody else', async () => {
    const other = await api.world.cast();
    const theirs = await aScene(api.database.db, api.world, other);
    await (await api.as(other.linkWorker)).get(`/referrals/${theirs.referralId}`).expect(200);
    const { nhsNumber, id: patientId } = theirs.patient;
    const { body: referral } = await (
      await api.as(other.linkWorker)
    )
      .get(`/referrals/${theirs.referralId}`)
      .expect(200);

    for (const body of [{ nhsNumber }, { patientId }, { reference: referral.reference }]) {
      const answer = await auditor.post('/audit/search', body);
      expect([answer.status, answer.body.type]).toEqual([404, '/problems/audit/subject-not-found']);
    }
    expect(await search({ actorEmail: other.linkWorker.email })).toEqual([]);
    const everything = await search({ limit: 100 });
    expect(everything.map(({ actorName }) => actorName)).not.toContain(
      other.linkWorker.displayName,
    );
  });

  it('shows the auditor of a practice what its referrers did', async () => {
    const { practice, referrer } = cast;
    await (await api.as(referrer)).get(`/referrals/${scene.referralId}`).expect(200);
    const practiceAuditor = await api.as(await api.world.person('auditor', practice));

    const lines = await search({ nhsNumber: scene.patient.nhsNumber }, practiceAuditor);

    expect(lines.map(({ actorName }) => actorName)).toEqual([referrer.displayName]);
  });

  it('is not changed by what a search asks for', async () => {
    const before = await search({ patientId: scene.patient.id });
    const injected = await auditor.post('/audit/search', { actorEmail: "' OR '1'='1" }).expect(200);

    expect(injected.body.items).toEqual([]);
    expect(await search({ patientId: scene.patient.id })).toEqual(before);
  });
});
