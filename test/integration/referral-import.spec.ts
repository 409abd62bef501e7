import fs from 'node:fs';
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
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { testNhsNumbers } from '#tools/demo/people.js';
import { seedDemoData } from '#tools/demo/seed-demo-data.js';
import { importReferrals } from '#tools/import-referrals.js';
import type { ReferralImportReport } from '#application/interop/referral-import/referral-import.service.js';

type Cells = Record<string, string>;

const REFERRER = 'colm.byrne@example.org';

describe('npm run import:referrals', () => {
  let test: TestDatabase;
  let folder: string;
  let references = 0;
  const said: string[] = [];
  const before = process.env['DATABASE_URL'];
  const numbers = testNhsNumbers();
  // The demo has taken the first ones.
  for (let i = 0; i < 400; i += 1) numbers.next();

  beforeAll(async () => {
    test = await createTestDatabase();
    await seedDemoData(test.db, {});
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trellis-referrals-'));
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

  const aRow = (overrides: Cells = {}): Cells => ({
    external_reference: `R-${String((references += 1))}`,
    needs: 'loneliness;money',
    reason: 'Would like to walk with others.',
    risk: 'no_known_risk',
    consent: 'agreed',
    nhs_number: numbers.next().value,
    given_name: 'Olive',
    family_name: 'Tamworth',
    birth_date: '1944-06-02',
    preferred_contact_method: 'phone',
    mobile_phone: '07700 900123',
    safeguarding: '',
    override_reason: '',
    ...overrides,
  });

  function aFile(
    rows: readonly Cells[],
    write: (text: string) => string | Buffer = (t) => t,
  ): string {
    const columns = Object.keys(rows[0] ?? {});
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const lines = rows.map((row) => columns.map((name) => quoted(row[name] ?? '')).join(','));
    const file = path.join(folder, `${String((references += 1))}.csv`);
    fs.writeFileSync(file, write([columns.join(','), ...lines].join('\n')));
    return file;
  }

  async function importing(
    file: string,
    ...more: string[]
  ): Promise<{ code: number; report: ReferralImportReport }> {
    said.length = 0;
    const code = await importReferrals([file, '--as', REFERRER, '--json', ...more]);
    return { code, report: JSON.parse(said[0] ?? '{}') as ReferralImportReport };
  }

  const countOf = async (table: string): Promise<number> => {
    const [row] = await test.db.query<{ count: number }[]>(
      `SELECT count(*)::integer AS count FROM ${table}`,
    );
    return row?.count ?? 0;
  };
  const everything = async (): Promise<number[]> =>
    Promise.all(
      ['referral', 'patient', 'patient_contact', 'audit_event', 'import_run'].map(countOf),
    );

  it('makes each row a referral that has been sent, in the name of the person who imports', async () => {
    const row = aRow({ safeguarding: 'yes' });

    const { code, report } = await importing(aFile([row, aRow()]));

    expect(code).toBe(0);
    expect(report).toMatchObject({ rows: 2, created: 2, unchanged: 0, errors: [] });
    const [stored] = await test.db.query<Record<string, unknown>[]>(
      `SELECT referral.status, referral.need_codes, referral.safeguarding, user_account.email,
              (SELECT action FROM audit_event WHERE entity_id = referral.id) AS action
       FROM referral JOIN patient ON patient.id = referral.patient_id
       JOIN membership ON membership.id = referral.referrer_id
       JOIN user_account ON user_account.id = membership.user_id
       WHERE patient.nhs_number = $1`,
      [row['nhs_number']],
    );
    expect(stored).toEqual({
      status: 'submitted',
      need_codes: ['loneliness', 'money'],
      safeguarding: true,
      email: REFERRER,
      action: 'referral.created',
    });
  });

  it('changes nothing when the same file comes again', async () => {
    const file = aFile([aRow(), aRow()]);
    await importing(file);
    const first = await everything();

    const { code, report } = await importing(file);

    expect(code).toBe(0);
    expect(report).toMatchObject({ created: 0, unchanged: 2 });
    expect(await everything()).toEqual(first);
  });

  it('takes in the new rows of a file that has grown', async () => {
    const rows = [aRow(), aRow()];
    await importing(aFile(rows));

    const { report } = await importing(aFile([...rows, aRow()]));

    expect(report).toMatchObject({ created: 1, unchanged: 2 });
  });

  it('writes nothing in a dry run, and reports what the real run then does', async () => {
    const file = aFile([aRow()]);
    const first = await everything();

    const dry = await importing(file, '--dry-run');

    expect(await everything()).toEqual(first);
    const real = await importing(file);
    expect({ ...real.report, dryRun: true }).toEqual(dry.report);
  });

  it.each<[string, Cells, string]>([
    ['a check digit', { nhs_number: '9990000019' }, 'nhs_number nhs_number_check_digit'],
    ['a birthday that is none', { birth_date: '2023-02-30' }, 'birth_date date_not_real'],
    ['a need that is none', { needs: 'loneliness;gold' }, 'needs unknown_code'],
    ['no need', { needs: '' }, 'needs needs_required'],
    ['no reason', { reason: ' ' }, 'reason reason_required'],
    [
      'a hidden character',
      { family_name: 'Tam\u0000worth' },
      'family_name text_has_control_characters',
    ],
    ['no agreement', { consent: 'not_agreed' }, 'consent share_not_agreed'],
    ['a phone of nowhere', { mobile_phone: '12' }, 'mobile_phone mobile_form'],
    [
      'no way of contact',
      { preferred_contact_method: '' },
      'preferred_contact_method contact_required',
    ],
    ['neither yes nor no', { safeguarding: 'maybe' }, 'safeguarding yes_no'],
    ['no reference', { external_reference: '' }, 'external_reference required'],
  ])('refuses the whole file for %s, by row and column', async (_what, cells, fault) => {
    const first = await everything();

    const { code, report } = await importing(aFile([aRow(), aRow(cells)]));

    expect(code).toBe(2);
    expect(report.created).toBe(0);
    expect(report.errors.map((e) => `${String(e.row)} ${String(e.column)} ${e.code}`)).toEqual([
      `3 ${fault}`,
    ]);
    expect(await everything()).toEqual(first);
  });

  it('refuses the same patient or the same reference twice in a file', async () => {
    const row = aRow();
    const again = aRow({ nhs_number: row['nhs_number'] ?? '' });
    const { external_reference: reference = '' } = row;

    const { report } = await importing(
      aFile([row, again, aRow({ external_reference: reference })]),
    );

    expect(report.errors.map((e) => `${String(e.row)} ${String(e.column)} ${e.code}`)).toEqual([
      '3 nhs_number duplicate',
      '4 external_reference duplicate',
    ]);
  });

  it('refuses a patient whose referral is open, and takes in nothing of the file', async () => {
    const row = aRow();
    await importing(aFile([row]));
    const first = await everything();
    const second = aRow({ nhs_number: row['nhs_number'] ?? '' });

    const { code, report } = await importing(aFile([aRow(), second]));

    expect(code).toBe(2);
    expect(report.errors).toMatchObject([{ row: 3, code: 'open_referral_exists' }]);
    expect(await everything()).toEqual(first);
    const withReason = { ...second, override_reason: 'Moved to a new part of town.' };
    expect((await importing(aFile([withReason]))).report.created).toBe(1);
  });

  it('refuses a number that belongs to somebody else', async () => {
    const row = aRow();
    await importing(aFile([row]));

    const { report } = await importing(
      aFile([aRow({ nhs_number: row['nhs_number'] ?? '', family_name: 'Barlow' })]),
    );

    expect(report.errors).toMatchObject([{ row: 2, column: 'nhs_number', code: 'in_use' }]);
  });

  it('refuses a row that has changed since it was imported', async () => {
    const row = aRow();
    await importing(aFile([row]));

    const { report } = await importing(aFile([{ ...row, reason: 'Something else now.' }]));

    expect(report.errors).toMatchObject([{ row: 2, code: 'changed_since_import' }]);
  });

  it('never repeats what was entered', async () => {
    const secret = { given_name: 'Wilhelmina', nhs_number: '123', email: 'not-an-address' };

    await importReferrals([aFile([aRow(secret)]), '--as', REFERRER]);

    expect(said.join('\n')).toMatch(/Row 2, nhs_number: Enter the 10 digits/);
    expect(said.join('\n')).not.toMatch(/Wilhelmina|123|not-an-address/);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'is not UTF-8',
      () => aFile([aRow({ family_name: 'Núñez' })], (t) => Buffer.from(t, 'latin1')),
      /UTF-8/,
    ],
    ['is too large', () => aFile([aRow()], (t) => t + ' '.repeat(5 * 1024 * 1024)), /5 MB/],
    [
      'has too many rows',
      () => aFile(Array.from({ length: 5001 }, () => ({ ...aRow(), nhs_number: '' }))),
      /5,000 rows/,
    ],
    ['lacks a column', () => aFile([{ external_reference: 'x' }]), /Add: needs, reason/],
    ['has a column of its own', () => aFile([{ ...aRow(), shoe_size: '9' }]), /rename columns 14/],
    ['has uneven rows', () => aFile([aRow()], (t) => `${t},more`), /not CSV/],
    ['is not there', () => path.join(folder, 'none.csv'), /no such file/],
  ])('refuses a file that %s', async (_what, file, words) => {
    await expect(importReferrals([file(), '--as', REFERRER])).resolves.toBe(2);

    expect(said.join('\n')).toMatch(words);
  });

  it('asks for an account of a practice', async () => {
    await expect(importReferrals([aFile([aRow()]), '--as', 'jo.mensah@example.org'])).resolves.toBe(
      2,
    );
    expect(said.join('\n')).toMatch(/a referrer or an administrator/);
    await expect(importReferrals(['x.csv'])).resolves.toBe(1);
  });

  it('imports the example of its documentation', async () => {
    const words = fs.readFileSync('docs/import-referrals.md', 'utf8');
    const [, example = ''] = /```csv\n([\s\S]*?)```/.exec(words) ?? [];
    const file = path.join(folder, 'example.csv');
    fs.writeFileSync(file, example);

    expect((await importing(file)).report).toMatchObject({ created: 2, errors: [] });
  });
});
