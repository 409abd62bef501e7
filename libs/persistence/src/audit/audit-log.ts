import { Injectable } from '@nestjs/common';
import { DomainError } from '#domain/shared/domain-error.js';
import { DataSource } from 'typeorm';
import { Gathered } from '../gathered.js';
import { run, statement } from '../sql.js';
import { AUDIT_INSERT, auditColumns, type AuditRow } from './audit.js';

const INSERT = statement('audit.insert', AUDIT_INSERT);
const MAX_BATCH = 500;

/**
 * The audit of reads. Rows that arrive while a batch is being committed go out together in the next
 * one, so a busy service pays for one commit and not for one a read. Nobody's answer leaves before
 * their own row is committed.
 */
@Injectable()
export class AuditLog {
  private readonly rows = new Gathered<AuditRow, void>((rows) => this.commit(rows), MAX_BATCH);

  constructor(private readonly db: DataSource) {}

  /**
   * @returns when the row is committed
   * @throws DomainError `audit/unavailable` when it cannot be: then the data must not be given out
   */
  record(row: AuditRow): Promise<void> {
    return this.rows.ask(row);
  }

  private async commit(rows: readonly AuditRow[]): Promise<void[]> {
    try {
      await run(this.db, INSERT, auditColumns(rows));
      return rows.map(() => undefined);
    } catch (cause) {
      // The reason is for the log; what callers must know is that nothing may be shown unrecorded.
      throw new DomainError(
        'unavailable',
        'audit/unavailable',
        'This cannot be shown, because the viewing could not be recorded. Try again in a moment.',
        [],
        { cause },
      );
    }
  }
}
