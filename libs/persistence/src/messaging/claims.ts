import type { DataSource, EntityManager, FindOptionsWhere } from 'typeorm';
import { run, statement } from '../sql.js';
import { MessageEntity } from './message.entity.js';

/** The right to deliver one message, until the lease ends or somebody else claims it after that. */
export interface Claim extends Record<string, unknown> {
  readonly id: string;
  readonly referralId: string;
  /** Which claim of this message it is: the fence between a late worker and its successor. */
  readonly attempts: number;
}

// A row that is being sent was due once, so one index finds both kinds.
const CLAIMABLE = `state IN ('due','sending') AND due_at <= now() AND (state = 'due' OR lease_until < now())`;

const claimText = (wanted: string): string => `
  UPDATE message
  SET state = 'sending', state_at = now(), attempts = attempts + 1,
      lease_until = now() + make_interval(secs => $1::int)
  WHERE id IN (SELECT id FROM message WHERE ${CLAIMABLE} ${wanted} FOR UPDATE SKIP LOCKED)
  RETURNING id, referral_id AS "referralId", attempts`;

const CLAIM_DUE = statement('messages.claim_due', claimText('ORDER BY due_at LIMIT $2::int'));
const CLAIM_ONE = statement('messages.claim_one', claimText('AND id = $2::uuid'));
const DUE_SOON = statement(
  'messages.due_soon',
  `SELECT id, attempts,
          (extract(epoch FROM due_at - now()) * 1000)::double precision AS "delayMs"
   FROM message
   WHERE state = 'due' AND due_at > now() AND due_at <= now() + make_interval(secs => $1::int)
   ORDER BY due_at LIMIT $2::int`,
);

/**
 * Claims messages whose time has come, and those whose worker let its lease lapse. What another
 * worker is claiming this moment is passed over.
 */
export function claimDueMessages(
  db: DataSource,
  leaseSeconds: number,
  limit: number,
): Promise<Claim[]> {
  return run<Claim>(db, CLAIM_DUE, [leaseSeconds, limit]);
}

/** Claims one message if its time has come; null when it is not to be had. */
export async function claimMessage(
  db: DataSource,
  leaseSeconds: number,
  id: string,
): Promise<Claim | null> {
  const [claim] = await run<Claim>(db, CLAIM_ONE, [leaseSeconds, id]);
  return claim ?? null;
}

export interface MessageDueSoon extends Record<string, unknown> {
  readonly id: string;
  readonly attempts: number;
  /** Milliseconds until it is due, by the database's clock. */
  readonly delayMs: number;
}

/** Messages that fall due within so many seconds, the next one first. */
export function messagesDueSoon(
  db: DataSource,
  seconds: number,
  limit: number,
): Promise<MessageDueSoon[]> {
  return run<MessageDueSoon>(db, DUE_SOON, [seconds, limit]);
}

export interface ClaimedMessage {
  readonly message: MessageEntity;
  readonly providerId: string;
}

/**
 * Locks a message for the holder of a claim. The referral is locked first, as everywhere, because
 * the timeline that is about to be written refers to it.
 *
 * @returns null when the claim is no longer the holder's
 */
export function lockClaimed(tx: EntityManager, claim: Claim): Promise<ClaimedMessage | null> {
  return lockMessage(tx, claim, { id: claim.id, state: 'sending', attempts: claim.attempts });
}

/**
 * Locks a message that was given up as unconfirmed while the holder of a lapsed claim waited for the
 * provider's answer.
 */
export function lockUnconfirmed(tx: EntityManager, claim: Claim): Promise<ClaimedMessage | null> {
  return lockMessage(tx, claim, { id: claim.id, state: 'unconfirmed' });
}

async function lockMessage(
  tx: EntityManager,
  { referralId }: Claim,
  where: FindOptionsWhere<MessageEntity>,
): Promise<ClaimedMessage | null> {
  const [referral] = await tx.query<{ providerId: string }[]>(
    `SELECT provider_id AS "providerId" FROM referral WHERE id = $1 FOR KEY SHARE`,
    [referralId],
  );
  const message = await tx.findOne(MessageEntity, { where, lock: { mode: 'pessimistic_write' } });
  return message && referral ? { message, providerId: referral.providerId } : null;
}
