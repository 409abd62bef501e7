import type { FieldError } from '../shared/domain-error.js';
import { isTimeOfDay, isWithinDailyWindow, LONDON, nextTimeOfDay } from '../shared/london-time.js';
import { textErrors } from '../shared/text.js';

/** How a person likes to be reached. Source: UK Core, preferred contact method. */
export const PREFERRED_METHODS = [
  'letter',
  'visit',
  'phone',
  'email',
  'textphone',
  'phone_by_proxy',
  'sign_language',
  'no_phone',
  'text',
] as const;
export type PreferredMethod = (typeof PREFERRED_METHODS)[number];

/** UK Core codes 1 to 9, in the order of the list above. */
export const ukCoreContactMethod = (method: PreferredMethod): string =>
  String(PREFERRED_METHODS.indexOf(method) + 1);

export const CONTACT_CHANNELS = ['phone', 'text', 'email', 'post'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/**
 * How it is safe to reach somebody. It is obeyed where a message is sent or a call is made, because
 * a call at the wrong hour, or a message read by the wrong person, can do harm.
 */
export interface SafeContact {
  readonly mayPhone: boolean;
  readonly mayText: boolean;
  readonly mayEmail: boolean;
  readonly mayPost: boolean;
  readonly mayLeaveMessage: boolean;
  /** Local times `HH:MM`; both or neither. Outside them nothing is sent and nobody calls. */
  readonly safeFrom: string | null;
  readonly safeTo: string | null;
  /** A word the person knows us by; a message is signed with it and with nothing else. */
  readonly codeWord: string | null;
  /** Nobody contacts this person, by any channel, until somebody changes it. */
  readonly contactProhibited: boolean;
  readonly preferredMethod: PreferredMethod | null;
}

export function mayUseChannel(contact: SafeContact, channel: ContactChannel): boolean {
  if (contact.contactProhibited) return false;
  const permissions: Readonly<Record<ContactChannel, boolean>> = {
    phone: contact.mayPhone && contact.preferredMethod !== 'no_phone',
    text: contact.mayText,
    email: contact.mayEmail,
    post: contact.mayPost,
  };
  return permissions[channel];
}

/** True when no safe hours are set, or when the clock is within them. */
export function isSafeTime(
  { safeFrom, safeTo }: Pick<SafeContact, 'safeFrom' | 'safeTo'>,
  at: Date,
  zone = LONDON,
): boolean {
  if (safeFrom === null || safeTo === null) return true;
  return isWithinDailyWindow(at, safeFrom, safeTo, zone);
}

/** When the safe hours begin next; the instant itself when they are on, or when there are none. */
export function nextSafeTime(
  contact: Pick<SafeContact, 'safeFrom' | 'safeTo'>,
  at: Date,
  zone = LONDON,
): Date {
  if (contact.safeFrom === null || isSafeTime(contact, at, zone)) return at;
  return nextTimeOfDay(at, contact.safeFrom, zone);
}

/** The part of the rules that somebody relies on to stay safe. */
export type Protection = Pick<
  SafeContact,
  'contactProhibited' | 'codeWord' | 'safeFrom' | 'safeTo'
>;

/**
 * Rules entered by somebody who has not seen those on record: what was answered counts, and what
 * was left open never takes a protection away. Whoever sees the record may.
 */
export function keepProtection(entered: SafeContact, recorded: Protection): SafeContact {
  const hours = entered.safeFrom === null && entered.safeTo === null ? recorded : entered;
  return {
    ...entered,
    contactProhibited: entered.contactProhibited || recorded.contactProhibited,
    codeWord: entered.codeWord ?? recorded.codeWord,
    safeFrom: hours.safeFrom,
    safeTo: hours.safeTo,
  };
}

/** What is wrong with the safe-contact rules as they were entered. */
export function safeContactErrors(contact: SafeContact): FieldError[] {
  return [...safeTimeErrors(contact), ...codeWordErrors(contact.codeWord)];
}

function safeTimeErrors({ safeFrom, safeTo }: SafeContact): FieldError[] {
  if (safeFrom === null && safeTo === null) return [];
  if (safeFrom === null || safeTo === null) {
    const pointer = safeFrom === null ? '/safeFrom' : '/safeTo';
    const detail = 'Enter both times, or leave both empty';
    return [{ pointer, code: 'safe_times_both', detail }];
  }
  const errors: FieldError[] = [];
  if (!isTimeOfDay(safeFrom)) errors.push(timeError('/safeFrom'));
  if (!isTimeOfDay(safeTo)) errors.push(timeError('/safeTo'));
  if (errors.length === 0 && safeFrom === safeTo) {
    const detail = 'Enter an end that differs from the start';
    errors.push({ pointer: '/safeTo', code: 'safe_times_empty', detail });
  }
  return errors;
}

const timeError = (pointer: string): FieldError => ({
  pointer,
  code: 'time_form',
  detail: 'Enter a time, such as 09:30',
});

const codeWordErrors = (codeWord: string | null): FieldError[] =>
  codeWord === null ? [] : textErrors(codeWord, '/codeWord', { max: 35 });
