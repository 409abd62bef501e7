import { Injectable } from '@nestjs/common';
import { localDate } from '#domain/shared/london-time.js';
import { insertImportRun } from '#persistence/directory/import-run.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { RecordRefused, writeRecord } from './directory-writer.js';
import { type DirectoryImportReport, ReportBuilder } from './import-report.js';
import { refusal } from './oruk/import-problem.js';
import type { KnownTerms } from './oruk/known-terms.js';
import { type Found, readDocument } from './oruk/read-document.js';
import { readLoneOrganisation, readService } from './oruk/read-service.js';

export interface ImportOptions {
  /** Names the source for good: the same service of another feed is another row. */
  readonly feed: string;
  readonly dryRun: boolean;
  readonly known: KnownTerms;
  /** Where it came from, as it is kept in the record of imports. */
  readonly source: string;
}

/** Imports directories of Open Referral UK 3.0. */
@Injectable()
export class OrukImportService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Takes in all records of some documents, each in a transaction of its own: a record that is wrong
   * stays out whole, and the rest goes in. A dry run does the same in one transaction that it takes
   * back, so its report is the report of the real run.
   *
   * @throws DocumentRefused when a document holds nothing that could be imported
   */
  async import(
    documents: readonly unknown[],
    options: ImportOptions,
  ): Promise<DirectoryImportReport> {
    const started = await transactionTime(this.dataSource.manager);
    if (options.dryRun) return this.tryAll(documents, options, started);
    const report = await this.writeAll(this.dataSource.manager, documents, options, started);
    await this.dataSource.transaction((tx) => keep(tx, report, options.source, started));
    return report;
  }

  /** The same inside a transaction of the caller, in which each record is a savepoint. */
  async importWithin(
    tx: EntityManager,
    documents: readonly unknown[],
    options: ImportOptions,
  ): Promise<DirectoryImportReport> {
    const started = await transactionTime(tx);
    const report = await this.writeAll(tx, documents, options, started);
    await keep(tx, report, options.source, started);
    return report;
  }

  private async tryAll(
    documents: readonly unknown[],
    options: ImportOptions,
    started: Date,
  ): Promise<DirectoryImportReport> {
    const runner = this.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      return await this.writeAll(runner.manager, documents, options, started);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  private async writeAll(
    manager: EntityManager,
    documents: readonly unknown[],
    options: ImportOptions,
    started: Date,
  ): Promise<DirectoryImportReport> {
    const contents = documents.map(readDocument);
    const report = new ReportBuilder();
    for (const { problems } of contents) {
      // A thing that could not even be told apart was a record too.
      const refused = problems.filter(({ severity }) => severity === 'refused');
      refused.forEach((problem) => report.addRefused([problem]));
      report.addProblems(problems);
    }
    const today = localDate(started);
    for (const found of contents.flatMap(({ records }) => records)) {
      await this.writeOne(manager, found, options, report, today);
    }
    const terms = contents.reduce((sum, content) => sum + content.terms, 0);
    return report.build({ feed: options.feed, dryRun: options.dryRun, terms });
  }

  private async writeOne(
    manager: EntityManager,
    { kind, found }: Found,
    { feed, known }: ImportOptions,
    report: ReportBuilder,
    today: string,
  ): Promise<void> {
    const { record, problems } =
      kind === 'service' ? readService(found, { known, today }) : readLoneOrganisation(found);
    if (!record) {
      report.addRefused(problems);
      return;
    }
    try {
      report.addImported(await manager.transaction((tx) => writeRecord(tx, feed, record, today)));
      report.addProblems(problems);
    } catch (error) {
      report.addRefused([refusalOf(error, found.path)]);
    }
  }
}

const keep = (
  tx: EntityManager,
  report: DirectoryImportReport,
  source: string,
  startedAt: Date,
): Promise<void> => insertImportRun(tx, { kind: 'oruk', source, startedAt, report });

/** A constraint that says no refuses this record; anything else is a fault and ends the import. */
function refusalOf(error: unknown, path: string) {
  if (error instanceof RecordRefused) return refusal(path, error.code, error.message);
  if (error instanceof QueryFailedError && isConstraint(error)) {
    return refusal(path, 'not_storable', 'Check this record: the database does not take it');
  }
  throw error;
}

/** Classes 22 (data exception) and 23 (integrity constraint violation) of SQLSTATE. */
function isConstraint({ driverError }: QueryFailedError): boolean {
  const { code } = driverError as { code?: unknown };
  return typeof code === 'string' && /^2[23]/.test(code);
}
