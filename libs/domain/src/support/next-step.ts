import type { ReferralStatus } from '../referrals/referral.js';

/** What happens next for a person. Nobody on a caseload is without one. */
export const NEXT_STEPS = [
  'first_contact',
  'call_again',
  'call_back_agreed',
  'check_number',
  'send_letter',
  'wait_for_reply',
  'decide_unable_to_contact',
  'close_referral',
  'have_first_conversation',
  'agree_plan',
  'arrange_activity',
  'check_in',
  'review_plan',
  'phone_about_message',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

export interface PlannedStep {
  readonly step: NextStep;
  /** Local date, YYYY-MM-DD. */
  readonly on: string;
}

const BY_STATUS: Partial<Record<ReferralStatus, NextStep>> = {
  allocated: 'first_contact',
  contacting: 'call_again',
  engaged: 'have_first_conversation',
  assessed: 'agree_plan',
  plan_agreed: 'arrange_activity',
  review_due: 'review_plan',
};

/** The step that fits a status when nobody has chosen one. */
export const defaultStep = (status: ReferralStatus): NextStep => BY_STATUS[status] ?? 'check_in';
