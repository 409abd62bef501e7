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
  const done: Readonly<Record<GivingUpGap, boolean>> = {
    more_attempts: failed.length >= policy.minAttempts,
    another_channel: new Set(failed.map(({ mode }) => mode)).size >= policy.minChannels,
    more_days: daysOf(failed, zone) >= policy.minDays,
    letter_not_sent: !policy.letterRequired || failed.some(isLetterSent),
  };
  const gaps = GIVING_UP_GAPS.filter((gap) => !done[gap]);
  return {
    policyVersion: policy.version,
    met: gaps.length === 0,
    lastAttemptAt: failed.at(-1)?.occurredAt ?? null,
    gaps,
  };
}

/** Local days from the first attempt to the last. */
function daysOf(inOrder: readonly ContactAttempt[], zone: string): number {
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (!first || !last) return 0;
  return daysBetween(localDate(first.occurredAt, zone), localDate(last.occurredAt, zone));
}

const isLetterSent = ({ mode, outcome }: ContactAttempt): boolean =>
  mode === 'letter' && outcome === 'sent';
