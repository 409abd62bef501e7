import { conflict } from '../shared/domain-error.js';

export const MESSAGE_STATES = [
  'due',
  'sending',
  'sent',
  'failed',
  'expired',
  'cancelled',
  'not_sent',
  'unconfirmed',
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export const MESSAGE_CHANNELS = ['email', 'sms', 'letter'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

/** A person has to look: nobody was told, or nobody knows whether they were. */
export const ATTENTION_STATES = [
  'failed',
  'expired',
  'not_sent',
  'unconfirmed',
] as const satisfies readonly MessageState[];

export const needsAttention = (state: MessageState): boolean =>
  (ATTENTION_STATES as readonly MessageState[]).includes(state);

/**
 * Where a message may go from each state. It never goes back to `due` except from `sending`, when
 * the provider is known not to have taken it. A report of the provider may come late: it can settle
 * what was unconfirmed, and turn `sent` into `failed`.
 */
const TRANSITIONS: Readonly<Record<MessageState, readonly MessageState[]>> = {
  due: ['sending', 'expired', 'cancelled', 'not_sent'],
  sending: ['sent', 'due', 'failed', 'expired', 'cancelled', 'not_sent', 'unconfirmed'],
  sent: ['failed'],
  failed: [],
  expired: [],
  cancelled: [],
  not_sent: [],
  unconfirmed: ['sent', 'failed'],
};

export const mayMove = (from: MessageState, to: MessageState): boolean =>
  TRANSITIONS[from].includes(to);

/** @throws DomainError `message/transition-not-allowed` (conflict) */
export function assertMayMove(from: MessageState, to: MessageState): void {
  if (!mayMove(from, to)) {
    throw conflict('message/transition-not-allowed', `A message that is ${from} stays so.`);
  }
}

/** What one attempt at the provider came to. */
export const ATTEMPT_OUTCOMES = [
  'accepted',
  'refused',
  'deferred',
  'unknown',
  'found_sent',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Waits before the 2nd to the 6th attempt. */
const RETRY_DELAYS_MS = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 120 * MINUTE] as const;
/** Up to a fifth is added, so that messages which failed together do not come back together. */
const JITTER_SHARE = 0.2;

/**
 * The wait before the next attempt in milliseconds, or null when there is none.
 *
 * @param attempts how many were made
 * @param jitter a random share from 0 to 1, drawn by the caller
 */
export function retryDelayMs(attempts: number, jitter: number): number | null {
  const delay = RETRY_DELAYS_MS[attempts - 1];
  return delay === undefined ? null : Math.round(delay * (1 + JITTER_SHARE * jitter));
}

export interface AttemptFacts {
  readonly outcome: AttemptOutcome;
  /** Attempts made, this one included. */
  readonly attempts: number;
  readonly expiresAt: Date;
  /** The provider can say whether it has a message of ours, by our reference. */
  readonly providerCanBeAsked: boolean;
  /** A random share from 0 to 1. */
  readonly jitter: number;
}

export type AfterAttempt =
  | { readonly state: 'sent' | 'failed' | 'expired' | 'unconfirmed' }
  | {
      readonly state: 'due';
      readonly dueAt: Date;
      /** Ask the provider by reference before anything is sent again. */
      readonly askFirst: boolean;
    };

/**
 * What becomes of a message after an attempt. An attempt whose answer was lost may have arrived: it
 * is tried again only if the provider can be asked first. Otherwise it stays unconfirmed and a
 * person decides, because two reminders worry people and a blind repeat could be one too many.
 */
export function afterAttempt(facts: AttemptFacts, at: Date): AfterAttempt {
  switch (facts.outcome) {
    case 'accepted':
    case 'found_sent':
      return { state: 'sent' };
    case 'refused':
      return { state: 'failed' };
    case 'deferred':
      return retry(facts, at, false);
    case 'unknown':
      return facts.providerCanBeAsked ? retry(facts, at, true) : { state: 'unconfirmed' };
  }
}

function retry(facts: AttemptFacts, at: Date, askFirst: boolean): AfterAttempt {
  const gaveUp = askFirst ? 'unconfirmed' : 'failed';
  const delay = retryDelayMs(facts.attempts, facts.jitter);
  if (delay === null) return { state: gaveUp };
  const dueAt = new Date(at.getTime() + delay);
  if (dueAt >= facts.expiresAt) return { state: askFirst ? 'unconfirmed' : 'expired' };
  return { state: 'due', dueAt, askFirst };
}
