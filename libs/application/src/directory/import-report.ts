import type { Upserted } from '#persistence/directory/directory-import.js';
import type { ImportProblem } from './oruk/import-problem.js';

export type Counts = Readonly<Record<Upserted, number>>;

/** What an import did, or would do. Ids, paths and counts only: no text of a record. */
export interface DirectoryImportReport {
  readonly feed: string;
  readonly dryRun: boolean;
  readonly records: { readonly read: number; readonly imported: number; readonly refused: number };
  readonly organisations: Counts;
  readonly venues: Counts;
  readonly activities: Counts;
  readonly schedules: Counts;
  readonly sessions: {
    readonly added: number;
    readonly cancelled: number;
    readonly bookedOutsideSchedule: number;
  };
  /** Terms of taxonomies, of which there is nothing to import. */
  readonly terms: number;
  readonly problems: readonly ImportProblem[];
}

const KINDS = ['organisations', 'venues', 'activities', 'schedules'] as const;
export type CountedKind = (typeof KINDS)[number];

/** Gathers the report while the records go in. */
export class ReportBuilder {
  private readonly counts: Record<CountedKind, Record<Upserted, number>> = {
    organisations: noCounts(),
    venues: noCounts(),
    activities: noCounts(),
    schedules: noCounts(),
  };
  private readonly sessions = { added: 0, cancelled: 0, bookedOutsideSchedule: 0 };
  private readonly problems: ImportProblem[] = [];
  private imported = 0;
  private refused = 0;
  /** An organisation or venue that many services share is one organisation or venue. */
  private readonly seen = new Map<string, Upserted>();

  addProblems(problems: readonly ImportProblem[]): void {
    const known = new Set(this.problems.map(problemKey));
    this.problems.push(...problems.filter((problem) => !known.has(problemKey(problem))));
  }

  addRefused(problems: readonly ImportProblem[]): void {
    this.refused += 1;
    this.addProblems(problems);
  }

  addImported(changes: RecordChanges): void {
    this.imported += 1;
    for (const { kind, id, result } of changes.rows) this.count(kind, id, result);
    this.sessions.added += changes.sessions.added;
    this.sessions.cancelled += changes.sessions.cancelled;
    this.sessions.bookedOutsideSchedule += changes.sessions.bookedOutsideSchedule;
  }

  build(facts: Pick<DirectoryImportReport, 'feed' | 'dryRun' | 'terms'>): DirectoryImportReport {
    return {
      ...facts,
      records: {
        read: this.imported + this.refused,
        imported: this.imported,
        refused: this.refused,
      },
      ...this.counts,
      sessions: this.sessions,
      problems: this.problems,
    };
  }

  private count(kind: CountedKind, id: string, result: Upserted): void {
    const key = `${kind} ${id}`;
    const before = this.seen.get(key);
    const outcome = before === 'created' || result === 'unchanged' ? (before ?? result) : result;
    if (before) this.counts[kind][before] -= 1;
    this.counts[kind][outcome] += 1;
    this.seen.set(key, outcome);
  }
}

export interface RecordChanges {
  readonly rows: readonly {
    readonly kind: CountedKind;
    readonly id: string;
    readonly result: Upserted;
  }[];
  readonly sessions: DirectoryImportReport['sessions'];
}

const noCounts = (): Record<Upserted, number> => ({ created: 0, updated: 0, unchanged: 0 });

const problemKey = ({ path, code }: ImportProblem): string => `${path} ${code}`;

/** True when the import left everything as it was. */
export const changedNothing = (report: DirectoryImportReport): boolean =>
  KINDS.every((kind) => report[kind].created === 0 && report[kind].updated === 0) &&
  report.sessions.added === 0 &&
  report.sessions.cancelled === 0;

const MAX_LISTED = 200;

/** The report in words, for the person who started the import. */
export function reportInWords(report: DirectoryImportReport): string {
  const { records, sessions, problems } = report;
  const refusals = problems.filter(({ severity }) => severity === 'refused');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return [
    `${report.dryRun ? 'Dry run of feed' : 'Feed'} ${report.feed}: ${outcome(report)}`,
    `  Records: ${String(records.read)} read, ${String(records.imported)} taken in, ${String(records.refused)} refused`,
    ...KINDS.map((kind) => `  ${capital(kind)}: ${inWords(report[kind])}`),
    `  Sessions of the coming weeks: ${String(sessions.added)} added, ${String(sessions.cancelled)} taken off`,
    ...(sessions.bookedOutsideSchedule > 0
      ? [
          `  Booked sessions that are not in the schedule any more: ${String(sessions.bookedOutsideSchedule)}. Decide about each and tell the people.`,
        ]
      : []),
    ...(report.terms > 0
      ? [`  Taxonomies and terms: ${String(report.terms)}, of which there is nothing to import`]
      : []),
    ...listed('Refused', refusals),
    ...listed('Warnings', warnings),
  ].join('\n');
}

function outcome(report: DirectoryImportReport): string {
  if (changedNothing(report)) return 'nothing has changed';
  return report.dryRun ? 'nothing written, this is what would change' : 'done';
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const inWords = ({ created, updated, unchanged }: Counts): string =>
  `${String(created)} new, ${String(updated)} changed, ${String(unchanged)} as before`;

function listed(title: string, problems: readonly ImportProblem[]): string[] {
  if (problems.length === 0) return [];
  const rest = problems.length - MAX_LISTED;
  return [
    `  ${title}:`,
    ...problems
      .slice(0, MAX_LISTED)
      .map(({ path, detail, code }) => `    ${path || '/'}: ${detail} (${code})`),
    ...(rest > 0 ? [`    and ${String(rest)} more`] : []),
  ];
}
