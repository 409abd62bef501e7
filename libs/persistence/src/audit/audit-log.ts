import { Injectable } from '@nestjs/common';
import { DomainError } from '#domain/shared/domain-error.js';
import { DataSource } from 'typeorm';
import { run, statement } from '../sql.js';
import { AUDIT_INSERT, auditColumns, type AuditRow } from './audit.js';

const INSERT = statement('audit.insert', AUDIT_INSERT);
const MAX_BATCH = 500;

interface Waiting {
  readonly row: AuditRow;
  readonly committed: () => void;
  readonly refused: (error: Error) => void;
}

/**
 * The audit of reads. Rows that arrive while a batch is being committed go out together in the next
 * one, so a busy service pays for one commit and not for one a read. Nobody's answer leaves before
 * their own row is committed.
 */
@Injectable()
export class AuditLog {
  private waiting: Waiting[] = [];
  private committing = false;

  constructor(private readonly db: DataSource) {}

  /**
   * @returns when the row is committed
   * @throws DomainError `audit/unavailable` when it cannot be: then the data must not be given out
   */
  record(row: AuditRow): Promise<void> {
    return new Promise((committed, refused) => {
      this.waiting.push({ row, committed, refused });
      if (!this.committing) setImmediate(() => void this.commitWaiting());
    });
  }

  private async commitWaiting(): Promise<void> {
    if (this.committing) return;
    this.committing = true;
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0, MAX_BATCH));
    this.committing = false;
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    try {
      await run(this.db, INSERT, auditColumns(batch.map(({ row }) => row)));
      for (const { committed } of batch) committed();
    } catch (cause) {
      // The reason is for the log; what callers must know is that nothing may be shown unrecorded.
      const error = new DomainError(
        'unavailable',
        'audit/unavailable',
        'This cannot be shown, because the viewing could not be recorded. Try again in a moment.',
        [],
        { cause },
      );
      for (const { refused } of batch) refused(error);
    }
  }
}
