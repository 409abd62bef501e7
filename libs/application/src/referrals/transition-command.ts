import {
  CLOSURE_REASONS,
  type ClosureDetail,
  closureDetailsOf,
} from '#domain/referrals/closure.js';
import { NO_SCORE_REASONS, type ReferralCommand } from '#domain/referrals/referral-command.js';
import {
  HOLD_REASONS,
  REJECTION_REASONS,
  REOPEN_REASONS,
  WITHDRAWAL_REASONS,
} from '#domain/referrals/rejection.js';
import { DomainError, type FieldError } from '#domain/shared/domain-error.js';
import { isRealDate } from '#domain/shared/london-time.js';

/** A step of the lifecycle as it is asked for by name. */
export interface TransitionWanted {
  readonly command:
    | 'start_triage'
    | 'accept'
    | 'await_capacity'
    | 'reject'
    | 'hold'
    | 'resume'
    | 'mark_unable_to_contact'
    | 'close'
    | 'reopen'
    | 'withdraw'
    | 'enter_in_error';
  readonly reasonCode?: string | null;
  readonly detailCode?: string | null;
  readonly text?: string | null;
  readonly suggestedAlternative?: string | null;
  readonly until?: string | null;
  readonly summary?: string | null;
  readonly noFollowUpReason?: string | null;
  readonly actionsForGp?: readonly string[] | null;
}

/** What the domain calls a field → what a request for a step calls it. */
export const TRANSITION_FIELDS: Readonly<Record<string, string>> = {
  '/comment': '/text',
  '/detail': '/detailCode',
  '/followUp': '/noFollowUpReason',
};

/** What the giving-up policy found, for the one step that rests on it. */
export interface GivingUpFound {
  readonly policyVersion: string;
  readonly lastAttemptAt: Date | null;
}

type Build = (wanted: TransitionWanted, found: GivingUpFound | null) => ReferralCommand;

const COMMANDS: Readonly<Record<TransitionWanted['command'], Build>> = {
  start_triage: () => ({ type: 'start_triage' }),
  accept: () => ({ type: 'accept' }),
  await_capacity: () => ({ type: 'await_capacity' }),
  reject: (wanted) => ({
    type: 'reject',
    reason: oneOf(REJECTION_REASONS, wanted.reasonCode, '/reasonCode'),
    text: textOf(wanted.text),
    suggestedAlternative: textOf(wanted.suggestedAlternative),
  }),
  hold: (wanted) => ({
    type: 'hold',
    reason: oneOf(HOLD_REASONS, wanted.reasonCode, '/reasonCode'),
    text: textOf(wanted.text),
    until: dateOf(wanted.until),
  }),
  resume: () => ({ type: 'resume' }),
  mark_unable_to_contact: (_wanted, found) => {
    if (!found?.lastAttemptAt)
      throw faulty('/command', 'no_attempts', 'Record the attempts to reach the person first');
    return {
      type: 'mark_unable_to_contact',
      policyVersion: found.policyVersion,
      lastAttemptAt: found.lastAttemptAt,
    };
  },
  close: (wanted) => closeCommand(wanted),
  reopen: (wanted) => ({
    type: 'reopen',
    reason: oneOf(REOPEN_REASONS, wanted.reasonCode, '/reasonCode'),
    text: textOf(wanted.text),
  }),
  withdraw: (wanted) => ({
    type: 'withdraw',
    reason: oneOf(WITHDRAWAL_REASONS, wanted.reasonCode, '/reasonCode'),
    comment: textOf(wanted.text),
  }),
  enter_in_error: (wanted) => ({
    type: 'enter_in_error',
    reason: given(wanted.text, '/text', 'Enter why this referral was a mistake'),
  }),
};

/**
 * The domain's command for a step that was asked for by name.
 *
 * @throws DomainError `referral/step-incomplete` (invalid) with the field that is missing or unknown
 */
export const toReferralCommand = (
  wanted: TransitionWanted,
  found: GivingUpFound | null,
): ReferralCommand => COMMANDS[wanted.command](wanted, found);

function closeCommand(wanted: TransitionWanted): ReferralCommand {
  const reason = oneOf(CLOSURE_REASONS, wanted.reasonCode, '/reasonCode');
  const details = closureDetailsOf(reason);
  const detail: ClosureDetail | null = wanted.detailCode
    ? oneOf(details, wanted.detailCode, '/detailCode')
    : null;
  const actions = wanted.actionsForGp ?? null;
  return {
    type: 'close',
    reason,
    detail,
    text: textOf(wanted.text),
    summary: given(wanted.summary, '/summary', 'Enter what was done and what came of it'),
    goals: [],
    followUp: [],
    noFollowUpReason: wanted.noFollowUpReason
      ? oneOf(NO_SCORE_REASONS, wanted.noFollowUpReason, '/noFollowUpReason')
      : null,
    actionsForGp: actions?.length === 0 ? 'none' : actions,
  };
}

function oneOf<T extends string>(
  codes: readonly T[],
  code: string | null | undefined,
  pointer: string,
): T {
  const found = codes.find((candidate) => candidate === code);
  if (found === undefined) throw faulty(pointer, 'unknown_code', 'Select a reason of the list');
  return found;
}

function given(value: string | null | undefined, pointer: string, detail: string): string {
  const text = textOf(value);
  if (text === null) throw faulty(pointer, 'required', detail);
  return text;
}

function dateOf(value: string | null | undefined): string {
  if (!value || !isRealDate(value))
    throw faulty('/until', 'date_not_real', 'Enter the date until which it is paused');
  return value;
}

const textOf = (value: string | null | undefined): string | null => value?.trim() || null;

function faulty(pointer: string, code: string, detail: string): DomainError {
  const errors: FieldError[] = [{ pointer, code, detail }];
  return new DomainError(
    'invalid',
    'referral/step-incomplete',
    'This step needs more to be recorded.',
    errors,
  );
}
