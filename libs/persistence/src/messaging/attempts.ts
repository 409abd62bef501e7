import type { AttemptOutcome } from '#domain/messaging/message.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';

/** Puts on record that a message is about to be handed over, before a byte of it leaves. */
export async function startAttempt(
  tx: EntityManager,
  messageId: string,
  number: number,
): Promise<void> {
  await tx.query(`INSERT INTO message_attempt (id, message_id, number) VALUES ($1, $2, $3)`, [
    newId(),
    messageId,
    number,
  ]);
}

/** @param code reply of the provider, or name of what went wrong; never its words */
export async function finishAttempt(
  tx: EntityManager,
  messageId: string,
  number: number,
  outcome: AttemptOutcome,
  code: string | null,
): Promise<void> {
  await tx.query(
    `UPDATE message_attempt SET outcome = $3, provider_code = $4, finished_at = now()
     WHERE message_id = $1 AND number = $2`,
    [messageId, number, outcome, code],
  );
}

// Begun and never finished, or finished without an answer: the message may have arrived.
const UNSETTLED = `message_id = $1 AND (outcome IS NULL OR outcome = 'unknown')`;

export async function hasUnsettledAttempt(db: EntityManager, messageId: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `SELECT 1 FROM message_attempt WHERE ${UNSETTLED} LIMIT 1`,
    [messageId],
  );
  return rows.length > 0;
}

/** Writes down what is known now of the attempts whose answer was lost. */
export async function settleAttempts(
  tx: EntityManager,
  messageId: string,
  outcome: AttemptOutcome,
  code: string | null,
): Promise<void> {
  await tx.query(
    `UPDATE message_attempt SET outcome = $2, provider_code = $3, finished_at = now() WHERE ${UNSETTLED}`,
    [messageId, outcome, code],
  );
}
