import { Injectable } from '@nestjs/common';
import { addWorkingDays } from '#domain/shared/london-time.js';
import type { FieldError } from '#domain/shared/domain-error.js';
import {
  bankHolidays,
  type CodeListRow,
  latestCodeLists,
} from '#persistence/code-lists/code-list.queries.js';
import { DataSource } from 'typeorm';

/** How long lists are remembered: they change with a release or by an administrator, not by the minute. */
const REMEMBERED_MS = 60_000;

interface Remembered {
  readonly until: number;
  readonly lists: readonly CodeListRow[];
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly bankHolidays: ReadonlySet<string>;
  readonly workingDays: Map<string, string>;
}

/** The reference data that rules need, remembered for a minute in this process. */
@Injectable()
export class CodeListsService {
  private remembered: Remembered | undefined;

  constructor(private readonly db: DataSource) {}

  /** The newest version of each list asked for; of all of them where none is named. */
  async read(ids: readonly string[] | null): Promise<CodeListRow[]> {
    const { lists } = await this.recall();
    return lists.filter(({ id }) => ids === null || ids.includes(id));
  }

  async bankHolidays(): Promise<ReadonlySet<string>> {
    return (await this.recall()).bankHolidays;
  }

  /** The working day so many after a local date; the same for everybody, so worked out once. */
  async workingDaysAfter(date: string, days: number): Promise<string> {
    const { bankHolidays: holidays, workingDays } = await this.recall();
    const key = `${date} ${days}`;
    const known = workingDays.get(key) ?? addWorkingDays(date, days, holidays);
    workingDays.set(key, known);
    return known;
  }

  /** What is wrong with codes that must be in a list; nothing when all of them are. */
  async unknownCodes(
    list: string,
    codes: readonly string[],
    pointerTo: (index: number) => string,
  ): Promise<FieldError[]> {
    const known = (await this.recall()).codes.get(list) ?? new Set<string>();
    return codes.flatMap((code, index) =>
      known.has(code)
        ? []
        : [
            {
              pointer: pointerTo(index),
              code: 'unknown_code',
              detail: 'Select one of the answers of the list.',
            },
          ],
    );
  }

  private async recall(): Promise<Remembered> {
    if (this.remembered && this.remembered.until > performance.now()) return this.remembered;
    const lists = await latestCodeLists(this.db, null);
    this.remembered = {
      until: performance.now() + REMEMBERED_MS,
      lists,
      codes: new Map(lists.map(({ id, values }) => [id, new Set(values.map(({ code }) => code))])),
      bankHolidays: await bankHolidays(this.db),
      workingDays: new Map(),
    };
    return this.remembered;
  }
}
