import { daysBetween, LONDON, localDate } from '../shared/london-time.js';
import { attemptsSinceReached, type ContactAttempt } from './contact.js';

/**
 * When a team may stop trying to reach somebody. It only proposes: a person decides, on the version
 * and the attempts that were shown to them.
 */
export interface GivingUpPolicy {
  readonly version: string;
  readonly minAttempts: number;
  /** Different ways of contact, so that a wrong number alone never ends a referral. */
  readonly minChannels: number;
  /** Days from the first to the last attempt. */
  readonly minDays: number;
  readonly letterRequired: boolean;
}

export const DEFAULT_GIVING_UP_POLICY: GivingUpPolicy = {
  version: '2026-1',
  minAttempts: 4,
  minChannels: 2,
  minDays: 10,
  letterRequired: true,
};

export const GIVING_UP_GAPS = [
  'more_attempts',
  'another_channel',
  'more_days',
  'letter_not_sent',
] as const;
export type GivingUpGap = (typeof GIVING_UP_GAPS)[number];

export interface GivingUpProposal {
  readonly policyVersion: string;
  readonly met: boolean;
  readonly lastAttemptAt: Date | null;
  /** What is still to be done before the policy is met. */
  readonly gaps: readonly GivingUpGap[];
}

/** Judges the attempts since the person was last reached against the policy. */
export function proposeGivingUp(
  attempts: readonly ContactAttempt[],
  policy: GivingUpPolicy,
  zone = LONDON,
): GivingUpProposal {
  const failed = attemptsSinceReached(attempts);
  const first = failed.at(0);
  const last = failed.at(-1);
  const days =
    first && last
      ? daysBetween(localDate(first.occurredAt, zone), localDate(last.occurredAt, zone))
      : 0;
  const gaps: GivingUpGap[] = [];
  if (failed.length < policy.minAttempts) gaps.push('more_attempts');
  if (new Set(failed.map(({ mode }) => mode)).size < policy.minChannels) {
    gaps.push('another_channel');
  }
  if (days < policy.minDays) gaps.push('more_days');
  if (policy.letterRequired && !failed.some(isLetterSent)) gaps.push('letter_not_sent');
  return {
    policyVersion: policy.version,
    met: gaps.length === 0,
    lastAttemptAt: last?.occurredAt ?? null,
    gaps,
  };
}

const isLetterSent = ({ mode, outcome }: ContactAttempt): boolean =>
  mode === 'letter' && outcome === 'sent';
