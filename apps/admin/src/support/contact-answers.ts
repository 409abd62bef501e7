import type { ContactRequest, ReferralDetail } from '#contract/client.js';
import type { Checked } from '../ui/forms/use-answer-form.js';
import { type DateParts, dateOfParts, NO_DATE, partsOf, today } from '../words/dates.js';

type DeclineReason = NonNullable<ContactRequest['declineReason']>;
type NextStep = NonNullable<ContactRequest['nextStep']>;

export interface ContactAnswers {
  mode: ContactRequest['mode'];
  outcome: ContactRequest['outcome'] | '';
  declineReason: DeclineReason | '';
  note: string;
  noteShared: boolean;
  nextStep: NextStep | '';
  nextStepOn: DateParts;
}

export const CONTACT_FIELDS = [
  'mode',
  'outcome',
  'declineReason',
  'note',
  'nextStep',
  'nextStepOn',
] as const satisfies readonly (keyof ContactAnswers)[];

export const emptyContact = (note: string): ContactAnswers => ({
  mode: 'phone',
  outcome: '',
  declineReason: '',
  note,
  noteShared: false,
  nextStep: '',
  nextStepOn: NO_DATE,
});

type Defaults = ReferralDetail['contactDefaults'];

/** The usual next step after an outcome, as the API proposes it; the worker may change it. */
export function usualNextStep(
  defaults: Defaults,
  outcome: string,
): Pick<ContactAnswers, 'nextStep' | 'nextStepOn'> | undefined {
  const usual = defaults?.[outcome];
  if (!usual) return undefined;
  return { nextStep: usual.nextStep as NextStep, nextStepOn: partsOf(usual.nextStepOn) };
}

/** An outcome for which the API plans no next step may be the end of the referral. */
export const mayEnd = (defaults: Defaults, outcome: string): boolean =>
  outcome !== '' && defaults !== undefined && !defaults[outcome];

function checkNextStepOn(parts: DateParts): string | undefined {
  const date = dateOfParts(parts);
  if (date === null) return 'Enter the date of the next step, for example 31 3 2027';
  return date < today() ? 'The date of the next step must be today or later' : undefined;
}

/** Nobody may be without a next step, unless what happened may be the end; the API judges that. */
export function checkContact(answers: ContactAnswers, defaults: Defaults): Checked<ContactAnswers> {
  const hasEnded = mayEnd(defaults, answers.outcome) && !answers.nextStep;
  return {
    outcome: answers.outcome ? undefined : 'Select what happened',
    declineReason:
      answers.outcome === 'did_not_want_help' && !answers.declineReason
        ? 'Select why they did not want help'
        : undefined,
    nextStep: answers.nextStep || hasEnded ? undefined : 'Select the next step',
    nextStepOn: hasEnded ? undefined : checkNextStepOn(answers.nextStepOn),
  };
}

/** @throws Error when the outcome is not chosen: the check comes first */
export function contactRequestOf(answers: ContactAnswers): ContactRequest {
  if (answers.outcome === '') throw new Error('The outcome is not chosen');
  const nextStep = answers.nextStep || null;
  return {
    mode: answers.mode,
    outcome: answers.outcome,
    declineReason: answers.outcome === 'did_not_want_help' ? answers.declineReason || null : null,
    note: answers.note.trim() || null,
    noteShared: answers.noteShared,
    nextStep,
    nextStepOn: nextStep && dateOfParts(answers.nextStepOn),
  };
}
