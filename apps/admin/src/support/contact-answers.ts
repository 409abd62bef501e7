import type { RecordContactRequest, ReferralDetail } from '#contract/client.js';
import type { Checked } from '../ui/forms/use-answer-form.js';
import { type DateParts, dateOfParts, NO_DATE, partsOf, today } from '../words/dates.js';

export interface ContactAnswers {
  mode: string;
  outcome: string;
  note: string;
  noteShared: boolean;
  nextStep: string;
  nextStepOn: DateParts;
}

export const CONTACT_FIELDS = [
  'mode',
  'outcome',
  'note',
  'nextStep',
  'nextStepOn',
] as const satisfies readonly (keyof ContactAnswers)[];

export const emptyContact = (note: string): ContactAnswers => ({
  mode: '02',
  outcome: '',
  note,
  noteShared: false,
  nextStep: '',
  nextStepOn: NO_DATE,
});

/** The usual next step after an outcome, as the API proposes it; the worker may change it. */
export function usualNextStep(
  defaults: ReferralDetail['contactDefaults'],
  outcome: string,
): Pick<ContactAnswers, 'nextStep' | 'nextStepOn'> | undefined {
  const usual = defaults?.[outcome];
  return usual && { nextStep: usual.nextStep, nextStepOn: partsOf(usual.nextStepOn) };
}

function checkNextStepOn(parts: DateParts): string | undefined {
  const date = dateOfParts(parts);
  if (date === null) return 'Enter the date of the next step, for example 31 3 2027';
  return date < today() ? 'The date of the next step must be today or later' : undefined;
}

/** Nobody may be without a next step. */
export function checkContact(answers: ContactAnswers): Checked<ContactAnswers> {
  return {
    mode: answers.mode ? undefined : 'Select how you contacted them',
    outcome: answers.outcome ? undefined : 'Select what happened',
    nextStep: answers.nextStep ? undefined : 'Select the next step',
    nextStepOn: checkNextStepOn(answers.nextStepOn),
  };
}

export const contactRequestOf = (answers: ContactAnswers): RecordContactRequest => ({
  mode: answers.mode,
  outcome: answers.outcome,
  note: answers.note.trim() || null,
  noteShared: answers.noteShared,
  nextStep: answers.nextStep,
  nextStepOn: dateOfParts(answers.nextStepOn) ?? '',
});
