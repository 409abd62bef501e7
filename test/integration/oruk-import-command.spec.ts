import fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { readDirectorySource } from '#application/directory/oruk/directory-source.js';
import { readKnownTerms } from '#application/directory/oruk/known-terms-file.js';
import { OrukImportService } from '#application/directory/oruk-import.service.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { anOrukService, type Json } from '#test/support/factories/oruk.factory.js';
import { importOruk } from '#tools/import-oruk.js';
import type { DataSource } from 'typeorm';

describe('npm run import:oruk', () => {
  let test: TestDatabase;
  let db: DataSource;
  let folder: string;
  const before = process.env['DATABASE_URL'];
  const said: string[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    db = test.db;
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-oruk-'));
    process.env['DATABASE_URL'] = test.url;
  });
  beforeEach(() => {
    said.length = 0;
    const keep = (line: unknown): void => void said.push(String(line));
    jest.spyOn(console, 'log').mockImplementation(keep);
    jest.spyOn(console, 'error').mockImplementation(keep);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
    fs.rmSync(folder, { recursive: true });
    await test.drop();
  });

  const aFile = (name: string, content: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content);
    return file;
  };
  const importedFrom = (feed: string) =>
    db.query<unknown[]>(
      `SELECT id FROM activity WHERE source_feed = $1 UNION ALL
       SELECT id FROM organisation WHERE source_feed = $1`,
      [feed],
    );

  it('ends with 0 when all went in, and names the feed after the file', async () => {
    const file = aFile('Potting Shed.json', JSON.stringify(anOrukService()));

    await expect(importOruk([file])).resolves.toBe(0);

    expect(said.join('\n')).toMatch(/Feed potting-shed: done/);
    expect(await importedFrom('potting-shed')).toHaveLength(2);
    await expect(importOruk([file])).resolves.toBe(0);
    expect(said.join('\n')).toMatch(/nothing has changed/);
  });

  it('ends with 2 when something was refused, and nothing of it is there', async () => {
    const file = aFile('broken.json', JSON.stringify(anOrukService({ status: 'sometimes' })));

    await expect(importOruk([file])).resolves.toBe(2);

    expect(said.join('\n')).toMatch(/\/status: Give one of: active, inactive/);
    expect(await importedFrom('broken')).toEqual([]);
  });

  it.each([
    ['a file that is too large', 'large.json', `"${' '.repeat(10 * 1024 * 1024)}"`, /10 MB/],
    ['a file that is no JSON', 'torn.json', '{"id": "', /not JSON/],
    ['nesting that would exhaust a parser', 'deep.json', '['.repeat(200_000), /not JSON|deep/],
  ])('ends with 2 for %s', async (_what, name, content, words) => {
    await expect(importOruk([aFile(name, content)])).resolves.toBe(2);

    expect(said.join('\n')).toMatch(words);
  });

  it('gives the report as JSON, and writes nothing in a dry run', async () => {
    const file = aFile('dry.json', JSON.stringify(anOrukService()));

    await expect(importOruk([file, '--dry-run', '--json', '--feed', 'My Feed'])).resolves.toBe(0);

    expect(JSON.parse(said.join('\n'))).toMatchObject({ feed: 'my-feed', dryRun: true });
    expect(await importedFrom('my-feed')).toEqual([]);
  });

  it('ends with 1 and says how it is used when it is used wrongly', async () => {
    await expect(importOruk([])).resolves.toBe(1);
    await expect(importOruk(['a', '--colour'])).resolves.toBe(1);

    expect(said.join('\n')).toMatch(/import:oruk -- <file or address>/);
  });
});

describe('the Oxford feed', () => {
  let test: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    test = await createTestDatabase();
    db = test.db;
  });
  afterAll(() => test.drop());

  it('goes in without a single warning, says it is invented, and can be booked at once', async () => {
    const { documents, feed } = await readDirectorySource('reference-data/oxford-feed.json');
    const options = { feed, dryRun: false, known: readKnownTerms(), source: feed };

    const report = await new OrukImportService(db).import(documents, options);

    expect(report.problems).toEqual([]);
    expect(report.activities.created).toBeGreaterThanOrEqual(25);
    const stored = await db.query<Json[]>(
      `SELECT activity.*, (SELECT count(*)::integer FROM session WHERE activity_id = activity.id) AS sessions
       FROM activity`,
    );
    for (const activity of stored) {
      expect(activity).toMatchObject({
        alert: 'Demonstration data: this session is invented.',
        instant_booking: true,
        contact_email: expect.stringMatching(/example\.org$/),
        contact_phone: expect.stringMatching(/^01632 960/),
      });
      expect(activity['need_codes']).not.toEqual([]);
      expect(activity['sessions']).toBeGreaterThan(0);
    }
  });
});

describe('a directory on the web', () => {
  let server: Server;
  let origin: string;
  const services = [anOrukService(), anOrukService(), anOrukService()];
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      asked.push(url.pathname + url.search);
      const { status, body, location } = answer(url);
      response.writeHead(status, { ...(location && { location }) }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  function answer(url: URL): { status: number; body?: string; location?: string } {
    const json = (value: unknown) => ({ status: 200, body: JSON.stringify(value) });
    const page = Number(url.searchParams.get('page') ?? 1);
    if (url.pathname === '/') return json({ version: 'HSDS-UK-3.0', profile: 'x' });
    if (url.pathname === '/services') {
      const contents = services.slice(page - 1, page).map(({ id, name }) => ({ id, name }));
      return json({ total_pages: 3, page_number: page, contents });
    }
    const found = services.find(({ id }) => url.pathname === `/services/${String(id)}`);
    if (found) return json(found);
    if (url.pathname === '/elsewhere/services') {
      return { status: 302, location: 'http://example.org/services' };
    }
    if (url.pathname === '/huge/services')
      return { status: 200, body: ' '.repeat(11 * 1024 * 1024) };
    return { status: 404 };
  }

  it('is read page by page, each service in full', async () => {
    const { documents, feed } = await readDirectorySource(`${origin}/`);

    expect(documents).toEqual([{ contents: services }]);
    expect(feed).toBe('127.0.0.1');
    expect(asked).toContain('/services?page=3');
  });

  it.each([
    ['/elsewhere/services', /another address/],
    ['/huge/services', /larger than 10 MB/],
    ['/missing/services', /answered 404/],
  ])('is refused at %s', async (path, words) => {
    await expect(readDirectorySource(origin + path)).rejects.toThrow(words);
  });
});
