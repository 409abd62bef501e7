import type { FieldError } from '../shared/domain-error.js';

/**
 * Why an episode closed: a first level that is counted, and for some a second level.
 * Source: Trellis domain rules C3, closure list.
 */
export const CLOSURE_REASONS = [
  'goals_met',
  'goals_partly_met',
  'needs_met_another_way',
  'person_declined',
  'unable_to_contact',
  'disengaged_after_start',
  'moved_out_of_area',
  'not_eligible',
  'inappropriate_referral',
  'duplicate',
  'health_changed',
  'referred_to_other_service',
  'safeguarding_route',
  'died',
  'service_ended',
  'entered_in_error',
  'other',
] as const;
export type ClosureReason = (typeof CLOSURE_REASONS)[number];

/** Second level; a first level that is not listed has none. No code is in both levels. */
export const CLOSURE_DETAILS = {
  person_declined: ['declined_before_contact', 'declined_after_contact', 'declined_after_plan'],
  inappropriate_referral: ['inappropriate', 'mis_referred'],
  health_changed: ['health_worse', 'admitted_to_hospital'],
  referred_to_other_service: [
    'to_clinical_service',
    'to_social_care',
    'to_other_link_worker_service',
  ],
  service_ended: ['service_stopped', 'no_capacity'],
} as const satisfies Partial<Record<ClosureReason, readonly string[]>>;

export type ClosureDetail = (typeof CLOSURE_DETAILS)[keyof typeof CLOSURE_DETAILS][number];

export interface ClosureChoice {
  readonly reason: ClosureReason;
  readonly detail: ClosureDetail | null;
  readonly text: string | null;
}

/** NHS Data Dictionary codes of Referral Closure Reason. */
export type NhsClosureCode = '01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09';

/**
 * The nearest national code, or null where none says the same: a wrong code in a national return
 * is worse than none. Source: NHS Data Dictionary, Referral Closure Reason.
 */
const NHS_CODES: Readonly<Record<ClosureReason, NhsClosureCode | null>> = {
  goals_met: '02',
  goals_partly_met: '02',
  needs_met_another_way: '04',
  person_declined: '07',
  unable_to_contact: null,
  disengaged_after_start: '05',
  moved_out_of_area: '03',
  not_eligible: '04',
  inappropriate_referral: '04',
  duplicate: null,
  health_changed: '04',
  referred_to_other_service: '08',
  safeguarding_route: '08',
  died: '06',
  service_ended: null,
  entered_in_error: null,
  other: null,
};

const NHS_CODES_BY_DETAIL: Partial<Record<ClosureDetail, NhsClosureCode>> = {
  declined_before_contact: '09',
  admitted_to_hospital: '01',
};

export function nhsClosureCode(
  choice: Pick<ClosureChoice, 'reason' | 'detail'>,
): NhsClosureCode | null {
  const byDetail = choice.detail === null ? undefined : NHS_CODES_BY_DETAIL[choice.detail];
  return byDetail ?? NHS_CODES[choice.reason];
}

/** The one code that is stored: the second level where there is one, since it implies the first. */
export const closureCode = ({ reason, detail }: Pick<ClosureChoice, 'reason' | 'detail'>): string =>
  detail ?? reason;

/** The two levels of a stored code, or null when it is no closure code. */
export function closureOfCode(code: string): Pick<ClosureChoice, 'reason' | 'detail'> | null {
  for (const reason of CLOSURE_REASONS) {
    if (reason === code) return { reason, detail: null };
    const detail = closureDetailsOf(reason).find((candidate) => candidate === code);
    if (detail) return { reason, detail };
  }
  return null;
}

export function closureDetailsOf(reason: ClosureReason): readonly ClosureDetail[] {
  const details: Partial<Record<ClosureReason, readonly ClosureDetail[]>> = CLOSURE_DETAILS;
  return details[reason] ?? [];
}

/** What is wrong with a closure reason; 'other' needs words, so that it can be coded later. */
export function closureErrors(choice: ClosureChoice): FieldError[] {
  const details = closureDetailsOf(choice.reason);
  const errors: FieldError[] = [];
  if (details.length > 0 && (choice.detail === null || !details.includes(choice.detail))) {
    errors.push({
      pointer: '/detail',
      code: 'closure_detail_required',
      detail: 'Select which of these it was',
    });
  }
  if (details.length === 0 && choice.detail !== null) {
    errors.push({
      pointer: '/detail',
      code: 'closure_detail_not_expected',
      detail: 'Leave out the second reason: this reason has none',
    });
  }
  if (choice.reason === 'other' && !choice.text?.trim()) {
    errors.push({
      pointer: '/text',
      code: 'closure_text_required',
      detail: 'Enter why the referral is being closed, in a sentence',
    });
  }
  return errors;
}
