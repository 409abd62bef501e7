import type { ReferralStatus } from '../referrals/referral.js';
import { addLocalDays } from '../shared/london-time.js';
import type { NextStep, PlannedStep } from './next-step.js';

export const CONTACT_MODES = [
  'phone',
  'video',
  'in_person',
  'text',
  'email',
  'letter',
  'talk_type',
  'online_message',
  'other',
] as const;
export type ContactMode = (typeof CONTACT_MODES)[number];

/** Source: NHS Data Dictionary, Consultation Medium Used. A letter has no code of its own. */
const CONSULTATION_MEDIUM: Readonly<Record<ContactMode, string>> = {
  phone: '02',
  video: '03',
  in_person: '01',
  text: '06',
  email: '05',
  letter: '98',
  talk_type: '04',
  online_message: '08',
  other: '98',
};

export const consultationMedium = (mode: ContactMode): string => CONSULTATION_MEDIUM[mode];

export const CONTACT_OUTCOMES = [
  'spoke',
  'call_back_later',
  'no_answer',
  'left_message',
  'wrong_number',
  'sent',
  'moved_away',
  'did_not_want_help',
] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/**
 * SNOMED CT code of an attempt, or null where none is sure.
 * Source: Trellis domain rules C3, contact-attempt outcomes, and D2 (social prescribing declined).
 */
export function snomedOfContact(mode: ContactMode, outcome: ContactOutcome): string | null {
  if (outcome === 'did_not_want_help') return '871711000000103';
  if (outcome === 'moved_away') return '184081006';
  if (mode !== 'phone') return null;
  const byPhone: Partial<Record<ContactOutcome, string>> = {
    spoke: '24671000000101',
    no_answer: '294631000000100',
    wrong_number: '184133001',
  };
  return byPhone[outcome] ?? null;
}

/** One attempt to reach somebody, whether it worked or not. */
export interface ContactAttempt {
  readonly occurredAt: Date;
  readonly mode: ContactMode;
  readonly outcome: ContactOutcome;
}

/** The person answered in some way; the count of failed attempts starts again. */
export const reachedPerson = (outcome: ContactOutcome): boolean =>
  outcome === 'spoke' || outcome === 'call_back_later' || outcome === 'did_not_want_help';

/** The attempts since somebody last reached the person, oldest first. */
export function attemptsSinceReached(attempts: readonly ContactAttempt[]): ContactAttempt[] {
  const inOrder = [...attempts].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  const last = inOrder.findLastIndex(({ outcome }) => reachedPerson(outcome));
  return inOrder.slice(last + 1);
}

/** After this many calls without an answer a letter is offered. */
export const CALLS_BEFORE_LETTER = 3;

const STEP_AFTER: Readonly<Record<ContactOutcome, { step: NextStep; days: number } | null>> = {
  spoke: { step: 'have_first_conversation', days: 7 },
  call_back_later: { step: 'call_back_agreed', days: 3 },
  no_answer: { step: 'call_again', days: 3 },
  left_message: { step: 'call_again', days: 3 },
  wrong_number: { step: 'check_number', days: 1 },
  sent: { step: 'wait_for_reply', days: 7 },
  moved_away: { step: 'close_referral', days: 1 },
  did_not_want_help: null,
};

/**
 * The next step to propose after an attempt; null when the attempt ends the referral.
 *
 * @param unanswered calls without an answer since the person was last reached, this one included
 * @param today local date, `YYYY-MM-DD`
 */
export function defaultNextStep(
  outcome: ContactOutcome,
  unanswered: number,
  today: string,
): PlannedStep | null {
  const isUnanswered = outcome === 'no_answer' || outcome === 'left_message';
  if (isUnanswered && unanswered >= CALLS_BEFORE_LETTER) {
    return { step: 'send_letter', on: addLocalDays(today, 1) };
  }
  const after = STEP_AFTER[outcome];
  return after && { step: after.step, on: addLocalDays(today, after.days) };
}

export type CommandFromContact = 'start_contacting' | 'engage' | 'decline';

/**
 * The steps of the referral that an attempt brings with it, in order: the first attempt starts
 * contacting, speaking engages, a no declines. Later in an episode, or in one that was opened again, an attempt changes no status.
 */
export function commandsAfterContact(
  status: ReferralStatus,
  outcome: ContactOutcome,
): CommandFromContact[] {
  const begins = status === 'allocated';
  if (!begins && status !== 'contacting') return [];
  const commands: CommandFromContact[] = begins ? ['start_contacting'] : [];
  if (outcome === 'spoke') commands.push('engage');
  if (outcome === 'did_not_want_help') commands.push('decline');
  return commands;
}
