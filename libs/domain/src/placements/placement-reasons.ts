/** Why a person says no to an activity. */
export const ACTIVITY_DECLINE_REASONS = [
  'not_interested',
  'day_or_time',
  'too_far',
  'cost',
  'access',
  'wants_company',
  'health',
  'other',
] as const;
export type ActivityDeclineReason = (typeof ACTIVITY_DECLINE_REASONS)[number];

/** Why a venue says no. */
export const PROVIDER_DECLINE_REASONS = [
  'no_capacity',
  'not_eligible',
  'not_suitable',
  'no_reply',
  'distance',
  'transport',
  'other',
] as const;
export type ProviderDeclineReason = (typeof PROVIDER_DECLINE_REASONS)[number];

/** Source: Booking and Referral Standard, directory of services rejected reasons. */
const BARS_CODES: Readonly<Record<ProviderDeclineReason, string>> = {
  no_capacity: '22',
  not_eligible: '40',
  not_suitable: '23',
  no_reply: '27',
  distance: '42',
  transport: '21',
  other: '99',
};

export const barsDeclineCode = (reason: ProviderDeclineReason): string => BARS_CODES[reason];

export const LEFT_EARLY_REASONS = [
  'did_not_enjoy',
  'health',
  'travel',
  'cost',
  'work_or_caring',
  'moved_away',
  'stopped_coming',
  'died',
  'other',
] as const;
export type LeftEarlyReason = (typeof LEFT_EARLY_REASONS)[number];

export const NEVER_STARTED_REASONS = [
  'did_not_come',
  'changed_mind',
  'health',
  'travel',
  'cost',
  'work_or_caring',
  'moved_away',
  'died',
  'other',
] as const;
export type NeverStartedReason = (typeof NEVER_STARTED_REASONS)[number];

/** The reason lies with the arrangement, not with the person. */
export const PLACEMENT_CANCEL_REASONS = [
  'activity_ended',
  'arranged_by_mistake',
  'other_activity_chosen',
  'referral_ended',
  'other',
] as const;
export type PlacementCancelReason = (typeof PLACEMENT_CANCEL_REASONS)[number];
