import type { DataSource, EntityManager } from 'typeorm';
import type { BankHolidays, CodeList } from './code-list.js';
import { readBankHolidays, readCodeLists } from './reference-files.js';

/** Any number that nothing else locks: two processes that start at once load one after the other. */
const LOADING_LOCK = 7_355_609;

interface LoadedRow {
  readonly id: string;
  readonly version: number;
  readonly content: unknown;
}

export interface LoadedList {
  readonly id: string;
  readonly version: number;
}

/**
 * Loads the reference data of this release, all of it or nothing: the code lists and the bank
 * holidays. Changes nothing when it is there.
 *
 * @returns the code list versions that were added
 */
export async function loadCodeLists(db: DataSource): Promise<LoadedList[]> {
  const lists = readCodeLists();
  const holidays = readBankHolidays();
  return db.transaction(async (tx) => {
    const added = await storeCodeLists(tx, lists);
    await storeBankHolidays(tx, holidays);
    return added;
  });
}

const LATEST = `
  SELECT DISTINCT ON (list.id) list.id, list.version,
         jsonb_build_object('title', list.title, 'source', list.source, 'attribution', list.attribution,
           'values', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'label', label,
                        'position', position, 'parentCode', parent_code, 'needsText', needs_text,
                        'mapsTo', maps_to) ORDER BY position, code), '[]')
                      FROM code_value
                      WHERE code_value.list_id = list.id AND code_value.version = list.version)) AS content
  FROM code_list AS list
  ORDER BY list.id, list.version DESC`;

/**
 * Brings the code lists up to those of this release. A list that has changed becomes a new version
 * (the number in its file, or one more than the newest where that is taken): rows that refer to a
 * loaded version must always read the words that were shown when they were written.
 *
 * @returns the versions that were added; none when everything was there
 */
export async function storeCodeLists(
  tx: EntityManager,
  lists: readonly CodeList[],
): Promise<LoadedList[]> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [LOADING_LOCK]);
  const rows = await tx.query<LoadedRow[]>(LATEST);
  const latest = new Map(rows.map((row) => [row.id, row]));
  const added: LoadedList[] = [];
  for (const list of lists) {
    const loaded = latest.get(list.id);
    if (loaded && fingerprint(loaded.content) === fingerprint(contentOf(list))) continue;
    const version = Math.max(list.version, (loaded?.version ?? 0) + 1);
    await insertVersion(tx, list, version);
    added.push({ id: list.id, version });
  }
  return added;
}

const contentOf = ({ title, source, attribution, values }: CodeList): unknown => ({
  title,
  source,
  attribution,
  values: [...values].sort((a, b) => a.position - b.position),
});

/** The same text for the same content, whatever order the keys come in. */
function fingerprint(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(fingerprint).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${fingerprint(inner)}`).join()}}`;
}

async function insertVersion(tx: EntityManager, list: CodeList, version: number): Promise<void> {
  await tx.query(
    `INSERT INTO code_list (id, version, title, source, attribution) VALUES ($1, $2, $3, $4, $5)`,
    [list.id, version, list.title, list.source, list.attribution],
  );
  const { values } = list;
  await tx.query(
    `INSERT INTO code_value (list_id, version, code, label, position, parent_code, needs_text, maps_to)
     SELECT $1, $2, code, label, position, parent_code, needs_text, maps_to::jsonb
     FROM unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::boolean[], $8::text[])
       AS row (code, label, position, parent_code, needs_text, maps_to)`,
    [
      list.id,
      version,
      values.map(({ code }) => code),
      values.map(({ label }) => label),
      values.map(({ position }) => position),
      values.map(({ parentCode }) => parentCode),
      values.map(({ needsText }) => needsText),
      values.map(({ mapsTo }) => JSON.stringify(mapsTo)),
    ],
  );
}

/**
 * Makes the bank holidays of the years the file covers the ones of the file. Governments move them at
 * short notice, so within those years the file replaces what was there.
 */
export async function storeBankHolidays(
  tx: EntityManager,
  { division, firstYear, lastYear, holidays }: BankHolidays,
): Promise<void> {
  const days = holidays.map(({ day }) => day);
  await tx.query(
    `DELETE FROM bank_holiday
     WHERE division = $1 AND extract(year FROM day) BETWEEN $2 AND $3 AND NOT day = ANY ($4::date[])`,
    [division, firstYear, lastYear, days],
  );
  await tx.query(
    `INSERT INTO bank_holiday (division, day, title)
     SELECT $1, day, title FROM unnest($2::date[], $3::text[]) AS row (day, title)
     ON CONFLICT (division, day) DO UPDATE SET title = excluded.title
       WHERE bank_holiday.title <> excluded.title`,
    [division, days, holidays.map(({ title }) => title)],
  );
}
