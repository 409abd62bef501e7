import fs from 'node:fs';
import path from 'node:path';
import type { BankHolidays, CodeList } from './code-list.js';

const FOLDER = 'reference-data';

/**
 * The folder of reference data. The same code runs from the sources and from the build, which lie at
 * different depths, so the folder is looked for upwards.
 */
export function referenceFolder(start = import.meta.dirname): string {
  let at = start;
  while (!fs.existsSync(path.join(at, FOLDER))) {
    const parent = path.dirname(at);
    if (parent === at) throw new Error(`There is no folder "${FOLDER}" above ${start}`);
    at = parent;
  }
  return path.join(at, FOLDER);
}

const readJson = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'));

/** Every code list that ships with this release, by name. */
export function readCodeLists(folder = referenceFolder()): CodeList[] {
  const lists = path.join(folder, 'code-lists');
  return fs
    .readdirSync(lists)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => readJson(path.join(lists, name)) as CodeList);
}

export const readBankHolidays = (folder = referenceFolder()): BankHolidays =>
  readJson(path.join(folder, 'bank-holidays.json')) as BankHolidays;
