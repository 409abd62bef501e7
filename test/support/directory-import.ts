import type { DirectoryImportReport } from '#application/directory/import-report.js';
import { readKnownTerms } from '#application/directory/oruk/known-terms-file.js';
import { OrukImportService } from '#application/directory/oruk-import.service.js';
import type { DataSource } from 'typeorm';
import type { Json } from './factories/oruk.factory.js';

export interface StoredSession {
  readonly starts_at: Date;
  readonly status: string;
  readonly booked: number;
  readonly places: number;
}

let feeds = 0;

/** A feed of its own for each test, so that none sees what another imported. */
export const aFeed = (): string => `feed-${String((feeds += 1))}`;

/** Imports into one database, and reads what is there afterwards. */
export function directoryOf(db: DataSource) {
  const rows = (sql: string, feed: string) => db.query<Json[]>(sql, [feed]);
  return {
    importing: (document: unknown, feed: string, dryRun = false): Promise<DirectoryImportReport> =>
      new OrukImportService(db).import([document], {
        feed,
        dryRun,
        known: readKnownTerms(),
        source: feed,
      }),
    activities: (feed: string) =>
      rows('SELECT * FROM activity WHERE source_feed = $1 ORDER BY name', feed),
    venues: (feed: string) => rows('SELECT * FROM venue WHERE source_feed = $1', feed),
    runs: (feed: string) => rows('SELECT * FROM import_run WHERE source = $1', feed),
    sessions: (feed: string) =>
      db.query<StoredSession[]>(
        `SELECT session.* FROM session JOIN activity ON activity.id = session.activity_id
         WHERE activity.source_feed = $1 ORDER BY starts_at`,
        [feed],
      ),
  };
}

/** Where the problems of one severity are, and what they are. */
export const problemsOf = (
  report: DirectoryImportReport,
  severity: 'refused' | 'warning',
): string[] =>
  report.problems
    .filter((problem) => problem.severity === severity)
    .map(({ path, code }) => `${path} ${code}`);
