import type { Referral } from './referral.js';
import { isOpen } from './referral.js';

/** What is known around a referral when its flags are worked out. */
export interface FlagFacts {
  /** Local date, YYYY-MM-DD. */
  readonly today: string;
  /** Local date of the next step, if one is set. */
  readonly nextStepOn: string | null;
  readonly shareConsentValid: boolean;
  readonly openSafeguardingConcerns: number;
}

/** Flags are worked out, never stored and never states: a referral is urgent *and* active. */
export interface ReferralFlags {
  readonly urgent: boolean;
  readonly overdue: boolean;
  readonly consentExpired: boolean;
  readonly safeguardingOpen: boolean;
}

export const isUrgent = (referral: Pick<Referral, 'priority'>): boolean =>
  referral.priority === '2';

/** Late once the day of the next step has gone by; a step due today is not late. */
export function isOverdue(
  referral: Pick<Referral, 'status'>,
  nextStepOn: string | null,
  today: string,
): boolean {
  return isOpen(referral.status) && nextStepOn !== null && nextStepOn < today;
}

/** Without a valid choice to share, an open episode may not be shared any further. */
export const isConsentExpired = (
  referral: Pick<Referral, 'status'>,
  shareConsentValid: boolean,
): boolean => isOpen(referral.status) && !shareConsentValid;

export function referralFlags(
  referral: Pick<Referral, 'status' | 'priority'>,
  facts: FlagFacts,
): ReferralFlags {
  return {
    urgent: isUrgent(referral),
    overdue: isOverdue(referral, facts.nextStepOn, facts.today),
    consentExpired: isConsentExpired(referral, facts.shareConsentValid),
    safeguardingOpen: facts.openSafeguardingConcerns > 0,
  };
}
