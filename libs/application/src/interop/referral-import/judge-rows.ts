import { createHash } from 'node:crypto';
import { DomainError } from '#domain/shared/domain-error.js';
import { fingerprintOf } from '#persistence/idempotency/idempotency.js';
import { domainErrorOfDatabase } from '#platform/problem/database-problem.js';
import { judgePerson } from '../../patients/person-rules.js';
import type { CreateReferralCommand } from '../../referrals/create-referral.command.js';
import { judgeAnswers } from '../../referrals/referral-answers.js';
import { columnOf } from './columns.js';
import type { ReferralRow } from './read-rows.js';
import { cellErrors, commandOf, type RowContext } from './row-to-command.js';
import type { RowError } from './row-error.js';

/** A row that is well formed, with what makes it recognisable when it comes again. */
export interface JudgedRow {
  readonly row: number;
  readonly command: CreateReferralCommand;
  /** Of the practice and the reference of the row: the same row has the same key. */
  readonly key: string;
  readonly fingerprint: Buffer;
}

export interface JudgedRows {
  readonly rows: readonly JudgedRow[];
  readonly errors: readonly RowError[];
}

/**
 * Judges every row by the rules of the API, and against the other rows, before anything is written.
 *
 * @param today local date, `YYYY-MM-DD`
 */
export function judgeRows(
  rows: readonly ReferralRow[],
  odsCode: string,
  context: RowContext,
  today: string,
): JudgedRows {
  const judged = rows.map((row) => {
    const command = commandOf(row, context);
    const errors = [...cellErrors(row, context), ...ruleErrors(row.row, command, today)];
    const key = rowKey(odsCode, row.cells.external_reference);
    return { row: { row: row.row, command, key, fingerprint: fingerprintOf(command) }, errors };
  });
  return {
    rows: judged.map(({ row }) => row),
    errors: [...judged.flatMap(({ errors }) => oncePerCell(errors)), ...duplicateErrors(rows)],
  };
}

/** 43 letters and digits; the reference of a practice may say something about a person. */
export const rowKey = (odsCode: string, externalReference: string): string =>
  createHash('sha256').update(`${odsCode}\n${externalReference}`).digest('base64url');

function ruleErrors(row: number, command: CreateReferralCommand, today: string): RowError[] {
  const { patient, contact } = command;
  return [
    ...caught(row, () => judgeAnswers(command)),
    ...caught(row, () => {
      if (!patient || !contact) return;
      judgePerson(patient, contact, today, { person: '/patient', reach: '/contact' });
    }),
  ];
}

function caught(row: number, judge: () => unknown): RowError[] {
  try {
    judge();
    return [];
  } catch (error) {
    return rowErrors(row, error);
  }
}

/**
 * A refusal by a rule, or by a constraint that repeats one, as errors of a row.
 *
 * @throws anything else: then it is no fault of the row
 */
export function rowErrors(row: number, error: unknown): RowError[] {
  const refused = error instanceof DomainError ? error : domainErrorOfDatabase(error);
  if (!refused || refused.kind === 'unavailable') throw error;
  return errorsOf(row, refused);
}

function errorsOf(row: number, error: DomainError): RowError[] {
  const { errors, message } = error;
  const code = error.code.split('/')[1]?.replaceAll('-', '_') ?? error.kind;
  if (errors.length === 0) return [{ row, column: null, code, detail: message }];
  return errors.map((each) => ({
    row,
    column: columnOf(each.pointer),
    code: each.code,
    detail: each.detail,
  }));
}

/** Two rules may complain of one cell: the first says enough. */
function oncePerCell(errors: readonly RowError[]): RowError[] {
  const seen = new Set<string>();
  return errors.filter(({ column }) => {
    if (column === null) return true;
    const isNew = !seen.has(column);
    seen.add(column);
    return isNew;
  });
}

function duplicateErrors(rows: readonly ReferralRow[]): RowError[] {
  const references = new Map<string, number>();
  const people = new Map<string, number>();
  return rows.flatMap(({ row, cells }) => {
    const errors: RowError[] = [];
    const sameReference = references.get(cells.external_reference);
    if (sameReference !== undefined && cells.external_reference) {
      const detail = `Enter another reference: row ${String(sameReference)} has the same`;
      errors.push({ row, column: 'external_reference', code: 'duplicate', detail });
    }
    const person = `${cells.nhs_number.replaceAll(' ', '')} ${cells.service.toLowerCase()}`;
    const samePerson = cells.nhs_number ? people.get(person) : undefined;
    if (samePerson !== undefined && !cells.override_reason) {
      const detail = `Take out one of the two rows: row ${String(samePerson)} refers the same patient to the same service`;
      errors.push({ row, column: 'nhs_number', code: 'duplicate', detail });
    }
    references.set(cells.external_reference, sameReference ?? row);
    people.set(person, people.get(person) ?? row);
    return errors;
  });
}
