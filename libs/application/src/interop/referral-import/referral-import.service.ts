import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { localDate } from '#domain/shared/london-time.js';
import { DomainError } from '#domain/shared/domain-error.js';
import { insertImportRun } from '#persistence/directory/import-run.js';
import {
  type ImportedRow,
  importedRows,
  lockReferralImport,
  practiceOf,
  servicesOf,
} from '#persistence/referrals/import.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager } from 'typeorm';
import { CodeListsService } from '../../code-lists/code-lists.service.js';
import { CreateReferralService } from '../../referrals/create-referral.service.js';
import { type JudgedRow, judgeRows, rowErrors } from './judge-rows.js';
import { readRows } from './read-rows.js';
import type { RowError } from './row-error.js';
import type { RowContext } from './row-to-command.js';

const ROUTE = 'import:referrals';

export interface ReferralImportReport {
  readonly dryRun: boolean;
  readonly rows: number;
  readonly created: number;
  /** Rows that an earlier import brought, unchanged. */
  readonly unchanged: number;
  /** Where there is one, nothing at all was imported. */
  readonly errors: readonly RowError[];
}

/** Imports a file of referrals of one practice: all of it, or nothing. */
@Injectable()
export class ReferralImportService {
  constructor(
    private readonly db: DataSource,
    private readonly codeLists: CodeListsService,
    private readonly create: CreateReferralService,
  ) {}

  /**
   * The rows are judged by the rules of the API and made by its use case. The same file again changes
   * nothing: a row is known by the practice and its reference.
   *
   * @throws FileRefused when it is no file of referrals
   * @throws DomainError `import/not-a-practice` (forbidden) when the actor does not refer for a practice
   */
  async import(actor: Actor, file: Uint8Array, dryRun: boolean): Promise<ReferralImportReport> {
    const rows = readRows(file);
    const odsCode = await this.practiceOf(actor);
    const context = await this.contextOf(actor);
    const started = await transactionTime(this.db.manager);
    const judged = judgeRows(rows, odsCode, context, localDate(started));
    const report = (created: number, unchanged: number, errors: readonly RowError[]) => ({
      dryRun,
      rows: rows.length,
      created,
      unchanged,
      errors,
    });
    if (judged.errors.length > 0) return report(0, 0, inOrder(judged.errors));
    const outcome = await this.write(actor, judged.rows, started, dryRun);
    return report(outcome.created, outcome.unchanged, inOrder(outcome.errors));
  }

  private async practiceOf(actor: Actor): Promise<string> {
    const odsCode = await practiceOf(this.db, actor.organisationId);
    const mayImport = actor.role === 'referrer' || actor.role === 'administrator';
    if (odsCode === null || !mayImport) {
      throw new DomainError(
        'forbidden',
        'import/not-a-practice',
        'Use the account of a referrer or an administrator of the GP practice that refers.',
      );
    }
    return odsCode;
  }

  private async contextOf(actor: Actor): Promise<RowContext> {
    const lists = await this.codeLists.read(null);
    return {
      services: await servicesOf(this.db, actor.organisationId),
      codes: new Map(lists.map(({ id, values }) => [id, new Set(values.map(({ code }) => code))])),
    };
  }

  private async write(
    actor: Actor,
    rows: readonly JudgedRow[],
    startedAt: Date,
    dryRun: boolean,
  ): Promise<Outcome> {
    const runner = this.db.createQueryRunner();
    await runner.startTransaction();
    try {
      const outcome = await this.writeRows(runner.manager, actor, rows);
      const { created, unchanged, made } = outcome;
      const keeps = !dryRun && outcome.errors.length === 0 && created > 0;
      if (keeps) {
        await insertImportRun(runner.manager, {
          kind: 'referrals',
          source: actor.organisationId,
          startedAt,
          report: { membershipId: actor.membershipId, created, unchanged, rows: made },
        });
        await runner.commitTransaction();
      } else {
        await runner.rollbackTransaction();
      }
      return outcome.errors.length > 0 ? { ...outcome, created: 0, unchanged: 0 } : outcome;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Goes on after a row that is refused, so that all refusals are told at once; nothing is kept then. */
  private async writeRows(
    tx: EntityManager,
    actor: Actor,
    rows: readonly JudgedRow[],
  ): Promise<Outcome> {
    await lockReferralImport(tx, actor.organisationId);
    const known = await importedRows(tx, actor.organisationId);
    const made: ImportedRow[] = [];
    const errors: RowError[] = [];
    let unchanged = 0;
    for (const row of rows) {
      const earlier = known.get(row.key);
      if (earlier === undefined) {
        await this.createRow(tx, actor, row).then(
          (created) => made.push(created),
          (error: unknown) => errors.push(...rowErrors(row.row, error)),
        );
      } else if (earlier === row.fingerprint.toString('hex')) {
        unchanged += 1;
      } else {
        errors.push(changedSince(row.row));
      }
    }
    return { created: made.length, unchanged, errors, made };
  }

  private async createRow(
    tx: EntityManager,
    actor: Actor,
    { key, fingerprint, command }: JudgedRow,
  ): Promise<ImportedRow> {
    const mark = { route: ROUTE, key, fingerprint, requestId: null };
    // A savepoint: a refusal by the database must not end the transaction of the file.
    const { id } = await tx.transaction((inner) =>
      this.create.createWithin(inner, actor, command, mark),
    );
    return { key, fingerprint: fingerprint.toString('hex'), referralId: id };
  }
}

interface Outcome {
  readonly created: number;
  readonly unchanged: number;
  readonly errors: readonly RowError[];
  readonly made: readonly ImportedRow[];
}

const changedSince = (row: number): RowError => ({
  row,
  column: 'external_reference',
  code: 'changed_since_import',
  detail: 'Enter a new reference, or change the referral itself: this one is imported already',
});

const inOrder = (errors: readonly RowError[]): RowError[] =>
  [...errors].sort((a, b) => a.row - b.row);

const MAX_LISTED = 200;

/** The report in words, for the person who started the import. */
export function referralReportInWords(report: ReferralImportReport): string {
  const { rows, created, unchanged, errors, dryRun } = report;
  if (errors.length > 0) {
    return [
      `Nothing was imported: ${String(errors.length)} things need attention in ${String(rows)} rows`,
      ...errors
        .slice(0, MAX_LISTED)
        .map(
          ({ row, column, detail }) => `  Row ${String(row)}, ${column ?? 'the row'}: ${detail}`,
        ),
      ...(errors.length > MAX_LISTED ? [`  and ${String(errors.length - MAX_LISTED)} more`] : []),
    ].join('\n');
  }
  if (created === 0)
    return `Nothing has changed: all ${String(unchanged)} rows are imported already`;
  const done = dryRun ? 'would be imported; nothing was written' : 'imported';
  return `${String(created)} referrals ${done}, ${String(unchanged)} were there before`;
}
