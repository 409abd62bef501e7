import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changedNothing } from '#application/directory/import-report.js';
import { SessionPlanner } from '#application/directory/session-planner.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { aFeed, directoryOf } from '#test/support/directory-import.js';
import {
  anOrukLocation,
  anOrukOrganisation,
  anOrukSchedule,
  anOrukService,
  aTerm,
  type Json,
} from '#test/support/factories/oruk.factory.js';
import type { DataSource } from 'typeorm';

describe('importing a directory', () => {
  let test: TestDatabase;
  let db: DataSource;
  let directory: ReturnType<typeof directoryOf>;

  beforeAll(async () => {
    test = await createTestDatabase();
    db = test.db;
    directory = directoryOf(db);
  });
  afterAll(() => test.drop());

  it('takes in a service with its organisation, place, schedule and coming sessions', async () => {
    const feed = aFeed();

    const report = await directory.importing(anOrukService(), feed);

    expect(report.records).toEqual({ read: 1, imported: 1, refused: 0 });
    expect(report.activities).toEqual({ created: 1, updated: 0, unchanged: 0 });
    const [activity] = await directory.activities(feed);
    expect(activity).toMatchObject({ name: 'Dig for company', status: 'active', version: 1 });
    const [venue] = await directory.venues(feed);
    expect(venue).toMatchObject({ address_lines: ['1 Garden Lane'], postcode: 'OX1 4AZ' });
    const planned = await directory.sessions(feed);
    expect(planned.length).toBeGreaterThanOrEqual(16);
    expect(report.sessions.added).toBe(planned.length);
    expect(new Set(planned.map(({ places }) => places))).toEqual(new Set([12]));
  });

  it('changes nothing the second time, and says so', async () => {
    const feed = aFeed();
    const service = anOrukService({ cost_options: [], languages: [] });
    await directory.importing(service, feed);
    const before = [
      await directory.activities(feed),
      await directory.venues(feed),
      await directory.sessions(feed),
    ];

    const again = await directory.importing(service, feed);

    expect(changedNothing(again)).toBe(true);
    expect(again.activities).toEqual({ created: 0, updated: 0, unchanged: 1 });
    expect([
      await directory.activities(feed),
      await directory.venues(feed),
      await directory.sessions(feed),
    ]).toEqual(before);
  });

  it('updates what has changed and nothing else', async () => {
    const feed = aFeed();
    const service = anOrukService();
    await directory.importing(service, feed);

    const report = await directory.importing({ ...service, name: 'Dig and chat' }, feed);

    expect(report.activities).toEqual({ created: 0, updated: 1, unchanged: 0 });
    expect(report.venues).toEqual({ created: 0, updated: 0, unchanged: 1 });
    expect((await directory.activities(feed))[0]).toMatchObject({
      name: 'Dig and chat',
      version: 2,
    });
  });

  it('leaves alone what a short record does not speak of', async () => {
    const feed = aFeed();
    const service = anOrukService({ attributes: [aTerm('Debt advice')] });
    await directory.importing(service, feed);
    const { service_at_locations: _l, schedules: _s, attributes: _a, ...short } = service;

    const report = await directory.importing({ contents: [short], size: 1 }, feed);

    expect(changedNothing(report)).toBe(true);
    expect((await directory.activities(feed))[0]).toMatchObject({ need_codes: ['money'] });
  });

  it('writes nothing in a dry run, and reports what the real run then does', async () => {
    const feed = aFeed();
    const organization = anOrukOrganisation();
    const document = [anOrukService({ organization }), anOrukService({ organization, name: '' })];

    const dry = await directory.importing(document, feed, true);

    expect(await directory.activities(feed)).toEqual([]);
    expect(await directory.runs(feed)).toEqual([]);
    const real = await directory.importing(document, feed);
    expect({ ...real, dryRun: true }).toEqual(dry);
  });

  it('keeps a record of the run without a word of what was in it', async () => {
    const feed = aFeed();
    await directory.importing([anOrukService(), anOrukService({ email: 'Ann Persona' })], feed);

    const [run] = await directory.runs(feed);

    expect(run?.report).toMatchObject({ records: { read: 2, imported: 2 } });
    expect(JSON.stringify(run)).not.toMatch(/Persona|Dig for company/);
  });

  it('never stores the names of people', async () => {
    const feed = aFeed();
    await directory.importing(anOrukService(), feed);

    const stored = JSON.stringify([await directory.activities(feed), await directory.venues(feed)]);

    expect(stored).not.toContain('Persona');
  });

  it('finds services wherever a document holds them', async () => {
    const feed = aFeed();
    const [first, second, third] = [anOrukService(), anOrukService(), anOrukService()];
    const { organization, ...inside } = first;
    const { service_at_locations: _places, ...served } = second;
    const atLocation = { id: crypto.randomUUID(), location: anOrukLocation(), service: served };

    const report = await directory.importing(
      [{ ...(organization as Json), services: [inside] }, atLocation, third],
      feed,
    );

    expect(report.activities.created).toBe(3);
    expect(report.venues.created).toBe(3);
  });

  it('reads taxonomies as nothing to import, and refuses a front page', async () => {
    const term = { id: crypto.randomUUID(), name: 'Debt', description: 'Debt', taxonomy: 'x' };

    const report = await directory.importing({ contents: [term], size: 1 }, aFeed());

    expect(report).toMatchObject({ terms: 1, records: { read: 0 } });
    await expect(
      directory.importing({ version: 'HSDS-UK-3.0', profile: 'x', openapi_url: 'y' }, aFeed()),
    ).rejects.toThrow(/front page/);
    await expect(directory.importing('text', aFeed())).rejects.toThrow(/not a directory/);
  });

  it('maps known terms to needs, and others to none', async () => {
    const feed = aFeed();
    const attributes = [aTerm('Debt Advice'), aTerm('constructor'), aTerm('Loneliness')];

    await directory.importing(anOrukService({ attributes }), feed);

    expect((await directory.activities(feed))[0]).toMatchObject({
      need_codes: ['loneliness', 'money'],
    });
  });

  it('lets a place be shared by several services', async () => {
    const feed = aFeed();
    const location = anOrukLocation();
    const place = () => ({ service_at_locations: [{ id: crypto.randomUUID(), location }] });

    const report = await directory.importing(
      [anOrukService(place()), anOrukService(place())],
      feed,
    );

    expect(report.venues).toEqual({ created: 1, updated: 0, unchanged: 0 });
    expect(await directory.venues(feed)).toHaveLength(1);
  });

  describe('planning sessions', () => {
    const planner = () => new SessionPlanner(db).planAll();

    it('adds none the second time', async () => {
      await directory.importing(anOrukService(), aFeed());

      await expect(planner()).resolves.toMatchObject({ added: 0, cancelled: 0 });
    });

    it('takes off sessions of times that are no more, and puts them back when they are', async () => {
      const feed = aFeed();
      const schedule = anOrukSchedule({ byday: 'MO,TU,WE,TH,FR,SA,SU' });
      const service = anOrukService({ schedules: [schedule] });
      await directory.importing(service, feed);
      const total = (await directory.sessions(feed)).length;

      const report = await directory.importing(
        { ...service, schedules: [{ ...schedule, opens_at: '13:00' }] },
        feed,
      );

      expect(report.sessions.cancelled).toBeGreaterThanOrEqual(total - 1);
      expect(report.sessions.added).toBeGreaterThanOrEqual(total - 1);
      const back = await directory.importing(service, feed);
      expect(back.sessions.added).toBe(report.sessions.cancelled);
    });

    it('never takes off a session that somebody has booked', async () => {
      const feed = aFeed();
      const service = anOrukService();
      await directory.importing(service, feed);
      await db.query(
        `UPDATE session SET booked = 1 WHERE id =
           (SELECT session.id FROM session JOIN activity ON activity.id = session.activity_id
            WHERE activity.source_feed = $1 ORDER BY starts_at DESC LIMIT 1)`,
        [feed],
      );

      const report = await directory.importing({ ...service, status: 'temporarily closed' }, feed);

      expect(report.sessions.bookedOutsideSchedule).toBe(1);
      const left = (await directory.sessions(feed)).filter(
        ({ status, starts_at: at }) => status === 'scheduled' && at > new Date(),
      );
      expect(left.map(({ booked }) => booked)).toEqual([1]);
    });

    it('ends a schedule that its service no longer has', async () => {
      const feed = aFeed();
      const service = anOrukService();
      await directory.importing(service, feed);

      const report = await directory.importing({ ...service, schedules: [] }, feed);

      expect(report.schedules.updated).toBe(1);
      expect(changedNothing(await directory.importing({ ...service, schedules: [] }, feed))).toBe(
        true,
      );
    });
  });

  it('makes one of two imports of the same feed wait, and stores each record once', async () => {
    const feed = aFeed();
    const services = [anOrukService(), anOrukService(), anOrukService()];

    const reports = await Promise.all([
      directory.importing(services, feed),
      directory.importing(services, feed),
    ]);

    expect(reports.map(({ records }) => records.imported)).toEqual([3, 3]);
    expect(await directory.activities(feed)).toHaveLength(3);
  });
});
