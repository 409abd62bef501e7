import type { BookingStatus, SessionStatus } from '../placements/booking.js';
import {
  type ContactChannel,
  isSafeTime,
  mayUseChannel,
  nextSafeTime,
  type SafeContact,
} from '../patients/safe-contact.js';
import { isOpen, type ReferralStatus } from '../referrals/referral.js';
import { addHours, isWithinDailyWindow, nextWindowEnd } from '../shared/london-time.js';
import type { MessageChannel } from './message.js';
import { MIN_HOURS_BEFORE_START } from './reminder-plan.js';

/** All that is read again at the moment of sending; what was true at planning counts for nothing. */
export interface SendFacts {
  readonly channel: MessageChannel;
  /** Version of the booking the message was planned for. */
  readonly plannedForVersion: number;
  readonly expiresAt: Date;
  readonly booking: { readonly status: BookingStatus; readonly version: number };
  readonly session: { readonly status: SessionStatus; readonly startsAt: Date };
  readonly referralStatus: ReferralStatus;
  readonly hasDied: boolean;
  /** A valid consent to be contacted by this channel. */
  readonly consentToChannel: boolean;
  readonly contact: SafeContact;
  /** The address of this channel, or null when none is held. */
  readonly address: string | null;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly zone: string;
}

export const SEND_REFUSALS = [
  'person_died',
  'booking_cancelled',
  'booking_changed',
  'session_cancelled',
  'referral_ended',
  'too_late',
  'session_too_close',
  'no_safe_time_left',
  'contact_prohibited',
  'channel_not_permitted',
  'no_consent',
  'no_contact_detail',
  'quiet_hours',
  'outside_safe_hours',
] as const;
export type SendRefusal = (typeof SEND_REFUSALS)[number];

export type SendDestination = 'email' | 'mobile' | 'address';

export type SendDecision =
  | { readonly send: true; readonly channel: MessageChannel; readonly to: SendDestination }
  | {
      readonly send: false;
      readonly state: 'cancelled' | 'expired' | 'not_sent';
      readonly reason: SendRefusal;
    }
  | {
      readonly send: false;
      readonly state: 'wait';
      readonly reason: SendRefusal;
      readonly until: Date;
    };

const DESTINATIONS: Readonly<Record<MessageChannel, SendDestination>> = {
  email: 'email',
  sms: 'mobile',
  letter: 'address',
};

const CONTACT_CHANNEL: Readonly<Record<MessageChannel, ContactChannel>> = {
  email: 'email',
  sms: 'text',
  letter: 'post',
};

/** Two waits can chain (quiet hours, then safe hours); more cannot, as both are daily. */
const MAX_WAITS = 4;

/**
 * Decides at the moment of sending whether a message goes out, waits, or ends. The order matters:
 * what makes the message untrue comes first, then what makes it useless, then what the person
 * allows, and last whether the hour is right.
 */
export function decideSend(facts: SendFacts, at: Date): SendDecision {
  const cancelled = untrue(facts);
  if (cancelled) return { send: false, state: 'cancelled', reason: cancelled };
  const expired = useless(facts, at);
  if (expired) return { send: false, state: 'expired', reason: expired };
  const refused = notAllowed(facts);
  if (refused) return { send: false, state: 'not_sent', reason: refused };
  return rightHour(facts, at);
}

function untrue(facts: SendFacts): SendRefusal | null {
  if (facts.hasDied) return 'person_died';
  if (facts.booking.status !== 'booked') return 'booking_cancelled';
  if (facts.session.status !== 'scheduled') return 'session_cancelled';
  if (facts.booking.version !== facts.plannedForVersion) return 'booking_changed';
  return isOpen(facts.referralStatus) ? null : 'referral_ended';
}

function useless({ expiresAt, session }: SendFacts, at: Date): SendRefusal | null {
  if (at > addHours(session.startsAt, -MIN_HOURS_BEFORE_START)) return 'session_too_close';
  return at > expiresAt ? 'too_late' : null;
}

function notAllowed(facts: SendFacts): SendRefusal | null {
  if (facts.contact.contactProhibited) return 'contact_prohibited';
  if (!mayUseChannel(facts.contact, CONTACT_CHANNEL[facts.channel])) return 'channel_not_permitted';
  if (!facts.consentToChannel) return 'no_consent';
  return facts.address?.trim() ? null : 'no_contact_detail';
}

function rightHour(facts: SendFacts, at: Date): SendDecision {
  const reason = wrongHour(facts, at);
  if (!reason) {
    return { send: true, channel: facts.channel, to: DESTINATIONS[facts.channel] };
  }
  const until = nextRightHour(facts, at);
  if (until === null || useless(facts, until)) {
    return { send: false, state: 'expired', reason: 'no_safe_time_left' };
  }
  return { send: false, state: 'wait', reason, until };
}

function wrongHour(facts: SendFacts, at: Date): SendRefusal | null {
  if (isWithinDailyWindow(at, facts.quietFrom, facts.quietTo, facts.zone)) return 'quiet_hours';
  return isSafeTime(facts.contact, at, facts.zone) ? null : 'outside_safe_hours';
}

/** Null when the safe hours lie wholly within the quiet hours: then there is no right hour. */
function nextRightHour(facts: SendFacts, at: Date): Date | null {
  let candidate = at;
  for (let waits = 0; waits < MAX_WAITS; waits += 1) {
    if (!wrongHour(facts, candidate)) return candidate;
    candidate = nextWindowEnd(candidate, facts.quietFrom, facts.quietTo, facts.zone);
    candidate = nextSafeTime(facts.contact, candidate, facts.zone);
  }
  return null;
}
