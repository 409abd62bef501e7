import type { ColumnName } from './columns.js';

/** One thing wrong with one cell, or with a row as a whole. */
export interface RowError {
  /** As a spreadsheet counts: the heading is row 1. */
  readonly row: number;
  readonly column: ColumnName | null;
  readonly code: string;
  /** Says how to put it right; never repeats what was entered, which is personal. */
  readonly detail: string;
}

/** Thrown when a file cannot be read as a file of referrals at all; says what to do. */
export class FileRefused extends Error {}
