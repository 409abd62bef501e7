import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { AUDIT_INSERT } from './statements.js';

export interface Read {
  readonly membership: string;
  readonly organisation: string;
  readonly provider: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly patient: string | null;
  readonly subjects: readonly string[] | null;
}

interface Waiting {
  readonly read: Read;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** The audit of reads: rows that arrive while a batch is under way go out together in the next one. */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private busy = false;

  constructor(private readonly pool: Pool) {}

  /** @returns when the row is committed */
  record(read: Read): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ read, done, failed });
      if (!this.busy) setImmediate(() => void this.flush());
    });
  }

  private async flush(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.pool.query({ name: 'audit', text: AUDIT_INSERT, values: columns(batch) });
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.busy = false;
  }
}

function columns(batch: readonly Waiting[]): unknown[][] {
  const of = (value: (read: Read) => unknown): unknown[] => batch.map(({ read }) => value(read));
  return [
    of(() => newId()),
    of((read) => read.membership),
    of((read) => read.organisation),
    of((read) => read.provider),
    of((read) => read.action),
    of((read) => read.entity),
    of((read) => read.entityId),
    of((read) => read.patient),
    of(({ subjects }) => (subjects ? `{${subjects.join(',')}}` : null)),
    of(() => newId()),
  ];
}
