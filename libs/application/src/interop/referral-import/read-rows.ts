import { CsvError, parse } from 'csv-parse/sync';
import { COLUMNS, type ColumnName } from './columns.js';
import { FileRefused } from './row-error.js';

export const MAX_BYTES = 5 * 1024 * 1024;
export const MAX_ROWS = 5_000;

/** One line of the file; a cell that is empty or has no column is an empty text. */
export interface ReferralRow {
  readonly row: number;
  readonly cells: Readonly<Record<ColumnName, string>>;
}

/**
 * Reads the rows of a file of referrals (CSV in UTF-8, with a heading).
 *
 * @throws FileRefused when it is too large, no CSV in UTF-8, or its columns are not ours
 */
export function readRows(bytes: Uint8Array): ReferralRow[] {
  if (bytes.byteLength > MAX_BYTES) {
    throw new FileRefused('The file is larger than 5 MB. Split it into smaller files.');
  }
  const [heading, ...lines] = parseCsv(decode(bytes));
  if (!heading) throw new FileRefused('The file is empty. Its first row names the columns.');
  const columns = heading.map((name) => name.trim().toLowerCase());
  refuseColumns(columns);
  if (lines.length > MAX_ROWS) {
    throw new FileRefused('The file has more than 5,000 rows. Split it into smaller files.');
  }
  return lines.map((line, i) => ({ row: i + 2, cells: cellsOf(columns, line) }));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileRefused('The file is not UTF-8. Save it again as "CSV UTF-8".');
  }
}

function parseCsv(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, relax_column_count: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The message of the parser may quote the file, so it is not passed on.
    const { lines } = error as CsvError & { lines?: number };
    const where = lines === undefined ? '' : ` near line ${String(lines)}`;
    throw new FileRefused(
      `The file is not CSV${where}: check that each row has as many cells as the heading, and the quotation marks.`,
    );
  }
}

function refuseColumns(columns: readonly string[]): void {
  const known = new Set<string>(COLUMNS.map(({ name }) => name));
  const unknown = columns.filter((name) => !known.has(name));
  const missing = COLUMNS.filter(({ name, required }) => required && !columns.includes(name));
  const twice = columns.filter((name, i) => columns.indexOf(name) !== i);
  const faults = [
    ...(missing.length > 0 ? [`Add: ${missing.map(({ name }) => name).join(', ')}.`] : []),
    ...(unknown.length > 0
      ? [
          `Take out or rename columns ${unknown.map((name) => columns.indexOf(name) + 1).join(', ')}.`,
        ]
      : []),
    ...(twice.length > 0 ? [`Name each column once: ${[...new Set(twice)].join(', ')}.`] : []),
  ];
  if (faults.length > 0) {
    throw new FileRefused(`The columns are not right. ${faults.join(' ')}`);
  }
}

function cellsOf(columns: readonly string[], line: readonly string[]): ReferralRow['cells'] {
  const cells = Object.fromEntries(COLUMNS.map(({ name }) => [name, ''])) as Record<
    ColumnName,
    string
  >;
  for (const { name } of COLUMNS) cells[name] = line[columns.indexOf(name)]?.trim() ?? '';
  return cells;
}
