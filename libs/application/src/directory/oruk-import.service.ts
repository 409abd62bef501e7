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
    const contents = documents.map(readDocument);
    const started = await transactionTime(this.dataSource.manager);
    const report = new ReportBuilder();
    for (const { problems } of contents) {
      // A thing that could not even be told apart was a record too.
      const refused = problems.filter(({ severity }) => severity === 'refused');
      refused.forEach((problem) => report.addRefused([problem]));
      report.addProblems(problems);
    }
    const records = contents.flatMap((content) => content.records);
    const today = localDate(started);
    if (options.dryRun) await this.tryAll(records, options, report, today);
    else await this.writeAll(this.dataSource.manager, records, options, report, today);
    const terms = contents.reduce((sum, content) => sum + content.terms, 0);
    const done = report.build({ feed: options.feed, dryRun: options.dryRun, terms });
    if (!options.dryRun) await this.keep(done, options.source, started);
    return done;
  }

  private async tryAll(
    records: readonly Found[],
    options: ImportOptions,
    report: ReportBuilder,
    today: string,
  ): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      await this.writeAll(runner.manager, records, options, report, today);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  /** Inside a dry run the transaction of a record is a savepoint. */
  private async writeAll(
    manager: EntityManager,
    records: readonly Found[],
    { feed, known }: ImportOptions,
    report: ReportBuilder,
    today: string,
  ): Promise<void> {
    for (const { kind, found } of records) {
      const { record, problems } =
        kind === 'service' ? readService(found, { known, today }) : readLoneOrganisation(found);
      if (!record) {
        report.addRefused(problems);
        continue;
      }
      try {
        report.addImported(await manager.transaction((tx) => writeRecord(tx, feed, record, today)));
        report.addProblems(problems);
      } catch (error) {
        report.addRefused([refusalOf(error, found.path)]);
      }
    }
  }

  private keep(report: DirectoryImportReport, source: string, startedAt: Date): Promise<void> {
    return this.dataSource.transaction((tx) =>
      insertImportRun(tx, { kind: 'oruk', source, startedAt, report }),
    );
  }
}

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
