import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { needsAttention } from '#domain/messaging/message.js';
import { authorizeReferral } from '#domain/referrals/referral-policy.js';
import { conflict, DomainError } from '#domain/shared/domain-error.js';
import { appendAudit } from '#persistence/audit/audit.js';
import { AuditLog } from '#persistence/audit/audit-log.js';
import { type AttentionRow, readAttention } from '#persistence/messaging/attention.queries.js';
import { MessageEntity } from '#persistence/messaging/message.entity.js';
import { lockReferral } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { DataSource, type EntityManager } from 'typeorm';

/** Messages that did not reach somebody, until a person says that they have dealt with each. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly db: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /**
   * A page of a link worker's own, or of the whole service's for its lead; the next session first.
   *
   * @throws DomainError `audit/unavailable` when the reading cannot be recorded
   */
  async list(
    actor: Actor,
    after: { readonly startsAt: string; readonly id: string } | null,
    limit: number,
    requestId: string,
  ): Promise<{ readonly rows: AttentionRow[]; readonly hasMore: boolean }> {
    const found = await readAttention(this.db, actor, after, limit + 1);
    const rows = found.slice(0, limit);
    await this.audit.record({
      actor,
      action: 'message.listed',
      entity: 'message',
      subjectIds: [...new Set(rows.map(({ patientId }) => patientId))],
      providerId: actor.organisationId,
      requestId,
    });
    return { rows, hasMore: found.length > limit };
  }

  /**
   * Somebody has told the person another way. Said twice, the first time counts.
   *
   * @returns when it was first said
   * @throws DomainError `message/not-found` (not_found), also when the actor may not see it
   * @throws DomainError `referral/action-forbidden` (forbidden) for a colleague's
   * @throws DomainError `message/nothing-to-handle` (conflict) when the message needs nobody
   */
  async handle(actor: Actor, id: string, requestId: string): Promise<Date> {
    return this.db.transaction(async (tx) => {
      const { message, providerId } = await this.lockForHandling(tx, actor, id);
      if (message.handledAt) return message.handledAt;
      if (!needsAttention(message.state)) {
        throw conflict('message/nothing-to-handle', 'This message does not need anybody.');
      }
      const at = await transactionTime(tx);
      const { membershipId } = actor;
      await tx.save(Object.assign(message, { handledAt: at, handledBy: membershipId }));
      await appendAudit(tx, {
        actor,
        action: 'message.handled',
        entity: 'message',
        entityId: id,
        patientId: message.patientId,
        providerId,
        detail: { referralId: message.referralId, state: message.state },
        requestId,
      });
      return at;
    });
  }

  /** The referral is locked and judged before the message, as everywhere. */
  private async lockForHandling(
    tx: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ message: MessageEntity; providerId: string }> {
    const found = await tx.findOneBy(MessageEntity, { id });
    if (!found) throw messageNotFound();
    const referral = await lockReferral(tx, found.referralId);
    try {
      authorizeReferral(actor, 'read_in_full', referral);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') throw messageNotFound();
      throw error;
    }
    const message = await tx.findOneOrFail(MessageEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    return { message, providerId: referral.providerId };
  }
}

const messageNotFound = (): DomainError =>
  new DomainError('not_found', 'message/not-found', 'No such message.');
