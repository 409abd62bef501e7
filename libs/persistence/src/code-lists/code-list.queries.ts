import type { DataSource } from 'typeorm';
import { run, statement } from '../sql.js';
import type { CodeValue } from './code-list.js';

export interface CodeListRow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly attribution: string | null;
  readonly values: readonly Pick<CodeValue, 'code' | 'label' | 'needsText' | 'parentCode'>[];
}

const LATEST = statement(
  'code_lists.latest',
  `SELECT list.id, list.version, list.title, list.attribution,
          (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'label', label,
                    'needsText', needs_text, 'parentCode', parent_code) ORDER BY position, code), '[]')
           FROM code_value WHERE list_id = list.id AND version = list.version) AS "values"
   FROM (SELECT DISTINCT ON (id) id, version, title, attribution
         FROM code_list WHERE $1::text[] IS NULL OR id = ANY ($1)
         ORDER BY id, version DESC) AS list
   ORDER BY list.id`,
);

/**
 * The newest version of each code list, values in the order people should see them.
 *
 * @param ids the lists asked for; null for all of them. A list that does not exist is left out
 */
export async function latestCodeLists(
  db: DataSource,
  ids: readonly string[] | null,
): Promise<CodeListRow[]> {
  return run<CodeListRow & Record<string, unknown>>(db, LATEST, [ids]);
}

const CODES = statement(
  'code_lists.codes',
  `SELECT code FROM code_value
   WHERE list_id = $1 AND version = (SELECT max(version) FROM code_list WHERE id = $1)`,
);

/** The codes that may be chosen now from one list. */
export async function codesOf(db: DataSource, listId: string): Promise<ReadonlySet<string>> {
  const rows = await run<{ code: string }>(db, CODES, [listId]);
  return new Set(rows.map(({ code }) => code));
}

const BANK_HOLIDAYS = statement(
  'code_lists.bank_holidays',
  `SELECT day FROM bank_holiday WHERE division = $1`,
);

/** Bank holidays as local dates, `YYYY-MM-DD`. */
export async function bankHolidays(
  db: DataSource,
  division = 'england-and-wales',
): Promise<ReadonlySet<string>> {
  const rows = await run<{ day: string }>(db, BANK_HOLIDAYS, [division]);
  return new Set(rows.map(({ day }) => day));
}
