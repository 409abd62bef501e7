import type { FieldError } from '../shared/domain-error.js';

/** Why a service does not take a referral. Source: NHS Data Dictionary, Referral Rejection Reason, and local ones. */
export const REJECTION_REASONS = [
  'duplicate',
  'inappropriate',
  'incomplete',
  'not_eligible',
  'out_of_area',
  'no_capacity',
  'other',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** Source: NHS Data Dictionary, Referral Rejection Reason: 01 duplicate, 02 inappropriate, 03 incomplete. */
const NHS_REJECTION_CODES: Readonly<Record<RejectionReason, '01' | '02' | '03' | null>> = {
  duplicate: '01',
  inappropriate: '02',
  incomplete: '03',
  not_eligible: '02',
  out_of_area: '02',
  no_capacity: null,
  other: null,
};

export const nhsRejectionCode = (reason: RejectionReason): '01' | '02' | '03' | null =>
  NHS_REJECTION_CODES[reason];

/** Why another service takes it instead. */
export const REDIRECTION_REASONS = [
  'out_of_area',
  'not_eligible_here',
  'no_capacity',
  'better_suited',
  'person_prefers',
  'other',
] as const;
export type RedirectionReason = (typeof REDIRECTION_REASONS)[number];

/** Why a referral is taken back, by the sender or by the service. */
export const WITHDRAWAL_REASONS = [
  'made_in_error',
  'duplicate',
  'not_eligible',
  'person_asked',
  'needs_met_another_way',
  'moved_away',
  'health_changed',
  'died',
  'other',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** What a person said no to. */
export const DECLINED_THINGS = [
  'link_worker_service',
  'this_provider',
  'sharing_information',
] as const;
export type DeclinedThing = (typeof DECLINED_THINGS)[number];

/**
 * Social prescribing declined (situation): only for a no to the service itself.
 * Source: NHS regional FAQ on social prescribing codes.
 */
export const SNOMED_SERVICE_DECLINED = '871711000000103';

export const snomedOfDecline = (what: DeclinedThing): string | null =>
  what === 'link_worker_service' ? SNOMED_SERVICE_DECLINED : null;

export const DECLINE_REASONS = [
  'does_not_want_help_now',
  'has_help_already',
  'not_what_they_expected',
  'too_unwell',
  'no_time',
  'cost_or_travel',
  'worried_about_sharing',
  'no_reason_given',
  'other',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const HOLD_REASONS = [
  'person_asked',
  'unwell',
  'in_hospital',
  'away',
  'caring_for_someone',
  'waiting_for_activity',
  'other',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const REOPEN_REASONS = [
  'needs_returned',
  'new_need',
  'person_came_back',
  'closed_by_mistake',
  'other',
] as const;
export type ReopenReason = (typeof REOPEN_REASONS)[number];

/** A reason of 'other' needs words; so does any further code the step names. */
export function reasonTextErrors(
  reason: string,
  text: string | null,
  pointer: string,
  alsoNeedText: readonly string[] = [],
): FieldError[] {
  const needsText = reason === 'other' || alsoNeedText.includes(reason);
  if (!needsText || text?.trim()) return [];
  return [{ pointer, code: 'reason_text_required', detail: 'Enter the reason, in a sentence' }];
}
