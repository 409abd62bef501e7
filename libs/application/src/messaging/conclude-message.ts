import {
  type AfterAttempt,
  assertMayMove,
  type MessageState,
  needsAttention,
} from '#domain/messaging/message.js';
import type { SendDecision } from '#domain/messaging/send-decision.js';
import { appendAudit } from '#persistence/audit/audit.js';
import type { ClaimedMessage } from '#persistence/messaging/claims.js';
import { appendTimeline } from '#persistence/referrals/timeline.js';
import type { EntityManager } from 'typeorm';

/** Where a claimed message goes, and the code of why. */
export interface Conclusion {
  readonly state: MessageState;
  readonly decision: string | null;
  /** When it is tried again. */
  readonly dueAt?: Date;
  /** Whether the claim counts as an attempt; one that only found that it must wait does not. */
  readonly countsAsAttempt?: boolean;
  readonly providerMessageId?: string;
}

/**
 * Saves where a claimed message goes. What a person must hear of is a line in the timeline; what was
 * sent is a line and an audit row.
 *
 * @throws DomainError `message/transition-not-allowed` (conflict)
 */
export async function conclude(
  tx: EntityManager,
  { message, providerId }: ClaimedMessage,
  conclusion: Conclusion,
  at: Date,
): Promise<void> {
  const { state, decision, dueAt, countsAsAttempt = true, providerMessageId } = conclusion;
  assertMayMove(message.state, state);
  const { id, referralId, patientId, rule, channel } = message;
  await tx.save(
    Object.assign(message, {
      state,
      decision,
      stateAt: at,
      leaseUntil: null,
      dueAt: dueAt ?? message.dueAt,
      attempts: countsAsAttempt ? message.attempts : message.attempts - 1,
      providerMessageId: providerMessageId ?? message.providerMessageId,
    }),
  );
  const line = { referralId, actorId: null, subjectId: id, at };
  const captured = { rule, channel, state, decision };
  if (needsAttention(state)) {
    await appendTimeline(tx, { ...line, kind: 'message.problem', captured });
  }
  if (state === 'sent') {
    await appendTimeline(tx, { ...line, kind: 'message.sent', captured });
    await appendAudit(tx, {
      actor: null,
      action: 'message.sent',
      entity: 'message',
      entityId: id,
      patientId,
      providerId,
      detail: { referralId, rule, channel },
    });
  }
}

/** The conclusion of an attempt that was made. */
export function afterSending(after: AfterAttempt, refused: boolean): Conclusion {
  switch (after.state) {
    case 'sent':
      return { state: 'sent', decision: null };
    case 'failed':
      return {
        state: 'failed',
        decision: refused ? 'refused_by_provider' : 'provider_unreachable',
      };
    case 'expired':
      return { state: 'expired', decision: 'too_late' };
    case 'unconfirmed':
      return { state: 'unconfirmed', decision: 'answer_lost' };
    case 'due':
      return { state: 'due', decision: null, dueAt: after.dueAt };
  }
}

/** The conclusion of a decision not to send now. */
export function afterDecision(
  decision: Extract<SendDecision, { send: false }>,
  expiresAt: Date,
): Conclusion {
  if (decision.state !== 'wait') return { state: decision.state, decision: decision.reason };
  if (decision.until >= expiresAt) return { state: 'expired', decision: 'no_safe_time_left' };
  return {
    state: 'due',
    decision: decision.reason,
    dueAt: decision.until,
    countsAsAttempt: false,
  };
}
