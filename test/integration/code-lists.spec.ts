import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CodeList } from '#persistence/code-lists/code-list.js';
import {
  bankHolidays,
  codesOf,
  latestCodeLists,
} from '#persistence/code-lists/code-list.queries.js';
import { storeBankHolidays, storeCodeLists } from '#persistence/code-lists/load-code-lists.js';
import { readBankHolidays, readCodeLists } from '#persistence/code-lists/reference-files.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { loadReferenceData } from '#tools/reference-data.js';
import type { DataSource } from 'typeorm';

describe('reference data', () => {
  let test: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    test = await createTestDatabase();
    db = test.db;
    await loadReferenceData(db);
  });
  afterAll(() => test.drop());

  const load = (lists: readonly CodeList[]) => db.transaction((tx) => storeCodeLists(tx, lists));
  const rowsOf = (id: string) =>
    db.query<unknown[]>(`SELECT * FROM code_value WHERE list_id = $1 ORDER BY version, position`, [
      id,
    ]);

  it('is all there after one load, and a second load adds nothing', async () => {
    const lists = await latestCodeLists(db, null);

    expect(lists.map(({ id }) => id).sort()).toEqual(
      readCodeLists()
        .map(({ id }) => id)
        .sort(),
    );
    await expect(loadReferenceData(db)).resolves.toEqual([]);
  });

  it('gives a list as people should see it', async () => {
    const [reasons] = await latestCodeLists(db, ['rejection_reasons', 'no_such_list']);

    expect(reasons).toMatchObject({ id: 'rejection_reasons', version: 1 });
    expect(reasons?.values[0]).toEqual({
      code: 'duplicate',
      label: 'Duplicate',
      needsText: false,
      parentCode: null,
    });
    expect(reasons?.values.at(-1)).toMatchObject({ code: 'other', needsText: true });
  });

  it('makes a changed list a new version and leaves the old one as it was', async () => {
    const [before] = readCodeLists().filter(({ id }) => id === 'hold_reasons');
    if (!before) throw new Error('There is no such list');
    const old = await rowsOf('hold_reasons');
    const changed = {
      ...before,
      values: before.values.map((v) => ({ ...v, label: `${v.label}!` })),
    };

    await expect(load([changed])).resolves.toEqual([{ id: 'hold_reasons', version: 2 }]);
    await expect(load([changed])).resolves.toEqual([]);

    const [latest] = await latestCodeLists(db, ['hold_reasons']);
    expect(latest).toMatchObject({ version: 2, values: expect.arrayContaining([]) });
    expect(latest?.values[0]?.label).toMatch(/!$/);
    expect((await rowsOf('hold_reasons')).slice(0, old.length)).toEqual(old);
  });

  it('takes the number of a file that says a higher one', async () => {
    const [before] = readCodeLists().filter(({ id }) => id === 'agreed_by');
    if (!before) throw new Error('There is no such list');

    await expect(load([{ ...before, title: 'Who said yes', version: 7 }])).resolves.toEqual([
      { id: 'agreed_by', version: 7 },
    ]);
  });

  it('names the codes of the newest version', async () => {
    await expect(codesOf(db, 'priority')).resolves.toEqual(new Set(['1', '2']));
    await expect(codesOf(db, 'no_such_list')).resolves.toEqual(new Set());
  });

  it('knows the bank holidays, and moves one when it is moved', async () => {
    const holidays = readBankHolidays();
    expect(await bankHolidays(db)).toEqual(new Set(holidays.holidays.map(({ day }) => day)));

    const moved = {
      ...holidays,
      holidays: holidays.holidays.map((each) =>
        each.day === '2027-05-03' ? { ...each, day: '2027-05-07' } : each,
      ),
    };
    await db.transaction((tx) => storeBankHolidays(tx, moved));

    const days = await bankHolidays(db);
    expect([days.has('2027-05-03'), days.has('2027-05-07')]).toEqual([false, true]);
  });
});
