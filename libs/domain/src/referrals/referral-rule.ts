import { type FieldError, invalid } from '../shared/domain-error.js';
import { addLocalDays } from '../shared/london-time.js';
import type { Captured } from '../shared/timeline.js';
import type { Referral } from './referral.js';
import type { CommandOf, ReferralCommandType, ReferralFacts } from './referral-command.js';

/** What one step changes and what it leaves behind in the history. */
export interface ReferralEffect {
  readonly changes: Partial<Referral>;
  readonly captured: Captured;
}

export type ReferralRule<T extends ReferralCommandType> = (
  referral: Readonly<Referral>,
  command: CommandOf<T>,
  facts: ReferralFacts,
  at: Date,
) => ReferralEffect;

export const NOTHING: ReferralEffect = { changes: {}, captured: {} };

/** The same facts end every episode, whatever ended it. */
export const ended = (at: Date, code: string, text: string | null): Partial<Referral> => ({
  closedAt: at,
  outcomeCode: code,
  outcomeText: text,
});

/** A missing fact is a mistake of the caller, not of the person: it stops the step. */
export function needed<T>(fact: T | undefined, name: string): T {
  if (fact === undefined) throw new Error(`The fact "${name}" is needed for this step.`);
  return fact;
}

/**
 * @throws DomainError `code` (invalid) when there is any error
 */
export function refuseIf(errors: readonly FieldError[], code: string, message: string): void {
  if (errors.length > 0) throw invalid(code, message, errors);
}

export const fieldError = (pointer: string, code: string, detail: string): FieldError => ({
  pointer,
  code,
  detail,
});

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Nobody is out of sight for longer: a year mistyped by ten would otherwise hide them for good. */
const FURTHEST_DAYS = 366;

/** A date after today and not too far off, so that somebody is reminded at all. */
export function futureDateErrors(date: string, today: string, pointer: string): FieldError[] {
  if (!DATE.test(date) || date <= today) {
    return [fieldError(pointer, 'date_not_in_future', 'Enter a date after today')];
  }
  if (date <= addLocalDays(today, FURTHEST_DAYS)) return [];
  return [fieldError(pointer, 'date_too_far', 'Enter a date at most a year from now')];
}
