import { conflict, type FieldError, invalid } from '../shared/domain-error.js';
import {
  type NhsNumberAbsentReason,
  nhsNumberProblem,
  nhsNumberProblemText,
} from '../patients/nhs-number.js';

/** Answer to "is there any risk we should know of": it must be answered, and may be "none known". */
export const RISK_ANSWERS = ['no_known_risk', 'risk_recorded'] as const;
export type RiskAnswer = (typeof RISK_ANSWERS)[number];

/** What the person chose about sharing with the link worker service. */
export const SHARE_CHOICES = ['agreed', 'agreed_without_details', 'not_agreed'] as const;
export type ShareChoice = (typeof SHARE_CHOICES)[number];

/** All that is captured when a draft is sent. Source: Trellis domain rules C2, draft → submitted. */
export interface SubmissionFacts {
  readonly nhsNumber: string | null;
  readonly nhsNumberAbsentReason: NhsNumberAbsentReason | null;
  readonly riskAnswer: RiskAnswer | null;
  readonly riskText: string | null;
  readonly shareChoice: ShareChoice | null;
  /** ODS code of the organisation that sends. */
  readonly senderOdsCode: string | null;
  /** ODS code of the practice the patient is registered with. */
  readonly practiceOdsCode: string | null;
  /** Need codes, at least one. */
  readonly needs: readonly string[];
  /** What would help, in the referrer's words. */
  readonly reasonText: string | null;
  readonly preferredContact: string | null;
  /** Access need codes; an empty list says "asked, none". */
  readonly accessibleNeeds: readonly string[] | null;
  /** Reference of an open referral of the same patient to the same provider, if there is one. */
  readonly openReferralReference: string | null;
  /** Why there must be a second one, in a sentence. */
  readonly overrideReason: string | null;
}

/** The part of a submission that is asked anew each time, also for a person who is known already. */
export type SubmissionAnswers = Pick<
  SubmissionFacts,
  'riskAnswer' | 'riskText' | 'shareChoice' | 'needs' | 'reasonText'
>;

/**
 * The guard of a referral for a person who is on record: who they are and how to reach them was
 * judged when it was recorded and is held by constraints, so only the new answers are judged.
 *
 * @throws DomainError `referral/incomplete` (invalid) with one field error for each gap
 */
export function assertAnswered(answers: SubmissionAnswers): void {
  const errors = answerErrors(answers);
  if (errors.length > 0) {
    throw invalid('referral/incomplete', 'The referral cannot be sent yet.', errors);
  }
}

/** What must still be put right before a draft may be sent. */
export function submissionErrors(facts: SubmissionFacts): FieldError[] {
  return [...identityErrors(facts), ...answerErrors(facts), ...originErrors(facts)];
}

/**
 * The guard of draft → submitted.
 *
 * @throws DomainError `referral/incomplete` (invalid) with one field error for each gap
 * @throws DomainError `referral/open-referral-exists` (conflict) when the same provider already has
 *   an open referral of this patient and no reason is given for another
 */
export function assertSubmittable(facts: SubmissionFacts): void {
  const errors = submissionErrors(facts);
  if (errors.length > 0) {
    throw invalid('referral/incomplete', 'The referral cannot be sent yet.', errors);
  }
  if (facts.openReferralReference !== null && !facts.overrideReason?.trim()) {
    throw conflict(
      'referral/open-referral-exists',
      'This service already has an open referral for this patient. Say why another one is needed.',
    );
  }
}

function identityErrors(facts: SubmissionFacts): FieldError[] {
  if (facts.nhsNumber !== null) {
    const problem = nhsNumberProblem(facts.nhsNumber);
    if (!problem) return [];
    return [{ pointer: '/nhsNumber', code: problem, detail: nhsNumberProblemText(problem) }];
  }
  if (facts.nhsNumberAbsentReason !== null) return [];
  return [
    missing('/nhsNumber', 'nhs_number_required', 'Enter the NHS number, or say why there is none'),
  ];
}

function answerErrors(facts: SubmissionAnswers): FieldError[] {
  const errors: FieldError[] = [];
  if (facts.riskAnswer === null) {
    errors.push(missing('/riskAnswer', 'risk_required', 'Select whether there is a known risk'));
  }
  if (facts.riskAnswer === 'risk_recorded' && !facts.riskText?.trim()) {
    errors.push(missing('/riskText', 'risk_text_required', 'Enter what the risk is'));
  }
  if (facts.shareChoice === null) {
    errors.push(
      missing('/shareChoice', 'share_choice_required', 'Select what the patient agreed to share'),
    );
  }
  if (facts.shareChoice === 'not_agreed') {
    errors.push({
      pointer: '/shareChoice',
      code: 'share_not_agreed',
      detail: 'Talk to the patient first: a referral is sent only when they agree to it',
    });
  }
  if (facts.needs.length === 0) {
    errors.push(missing('/needs', 'needs_required', 'Select at least 1 need'));
  }
  if (!facts.reasonText?.trim()) {
    errors.push(missing('/reasonText', 'reason_required', 'Enter what would help, in a sentence'));
  }
  return errors;
}

function originErrors(facts: SubmissionFacts): FieldError[] {
  const errors: FieldError[] = [];
  if (!facts.senderOdsCode) {
    errors.push(missing('/senderOdsCode', 'sender_required', 'Enter the ODS code of the sender'));
  }
  if (!facts.practiceOdsCode) {
    errors.push(
      missing('/practiceOdsCode', 'practice_required', 'Enter the GP practice of the patient'),
    );
  }
  if (!facts.preferredContact) {
    errors.push(
      missing('/preferredContact', 'contact_required', 'Select how we should contact them'),
    );
  }
  if (facts.accessibleNeeds === null) {
    errors.push(
      missing(
        '/accessibleNeeds',
        'accessible_needs_required',
        'Select any communication or access needs, or none',
      ),
    );
  }
  return errors;
}

const missing = (pointer: string, code: string, detail: string): FieldError => ({
  pointer,
  code,
  detail,
});
