import type { Role } from '#contract/client.js';
import { humanise } from './text.js';

/** Every word the screens put in place of a code. Code lists that services edit come with their own words. */
export type TagColour =
  'blue' | 'yellow' | 'green' | 'orange' | 'aqua-green' | 'grey' | 'purple' | 'red' | 'white';

export interface StatusWords {
  readonly text: string;
  readonly colour: TagColour;
}

export const STATUS_WORDS = {
  draft: { text: 'Draft', colour: 'grey' },
  submitted: { text: 'New', colour: 'blue' },
  triage: { text: 'Being looked at', colour: 'blue' },
  rejected: { text: 'Not accepted', colour: 'red' },
  redirected: { text: 'Sent to another service', colour: 'grey' },
  accepted: { text: 'Accepted', colour: 'blue' },
  waiting: { text: 'Waiting for a link worker', colour: 'orange' },
  allocated: { text: 'Has a link worker', colour: 'purple' },
  contacting: { text: 'Trying to contact', colour: 'yellow' },
  declined_by_patient: { text: 'Did not want help', colour: 'grey' },
  unable_to_contact: { text: 'Could not be contacted', colour: 'grey' },
  engaged: { text: 'In contact', colour: 'aqua-green' },
  assessed: { text: 'Needs talked through', colour: 'aqua-green' },
  plan_agreed: { text: 'Plan agreed', colour: 'aqua-green' },
  active: { text: 'Active', colour: 'green' },
  on_hold: { text: 'On hold', colour: 'orange' },
  review_due: { text: 'Review due', colour: 'orange' },
  closed: { text: 'Closed', colour: 'grey' },
  reopened: { text: 'Opened again', colour: 'purple' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
  entered_in_error: { text: 'Entered by mistake', colour: 'grey' },
} as const satisfies Record<string, StatusWords>;
export type Status = keyof typeof STATUS_WORDS;

/** The states a caseload can be filtered by, in the order of a referral's life. */
export const CASELOAD_STATUSES = [
  'allocated',
  'contacting',
  'engaged',
  'assessed',
  'plan_agreed',
  'active',
  'on_hold',
  'review_due',
  'reopened',
] as const satisfies readonly Status[];

export const isStatus = (code: string): code is Status => code in STATUS_WORDS;

export const statusWords = (code: string): StatusWords =>
  isStatus(code) ? STATUS_WORDS[code] : { text: humanise(code), colour: 'grey' };

export const ROLE_WORDS: Record<Role, string> = {
  referrer: 'Referrer',
  link_worker: 'Link worker',
  team_lead: 'Team lead',
  venue_staff: 'Venue',
  administrator: 'Administrator',
  auditor: 'Auditor',
};

export const MARK_WORDS = {
  on_time: 'Came',
  late: 'Came late',
  late_not_seen: 'Came too late',
  told_us: 'Told us they could not come',
  did_not_come: 'Did not come',
  cancelled_by_venue: 'The venue cancelled',
} as const satisfies Record<string, string>;

export const MESSAGE_STATE_WORDS = {
  due: 'Planned',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Could not be sent',
  expired: 'Not sent in time',
  cancelled: 'Not needed any more',
  not_sent: 'Not sent',
  unconfirmed: 'May not have arrived',
} as const satisfies Record<string, string>;

export const MESSAGE_RULE_WORDS = {
  day_before: 'Reminder the day before',
  hours_before: 'Reminder on the day',
} as const satisfies Record<string, string>;

export const CHANNEL_WORDS = {
  email: 'email',
  text: 'text message',
  sms: 'text message',
  phone: 'phone',
  post: 'letter',
} as const satisfies Record<string, string>;

/** Why a message was not sent, in words a link worker can act on. */
export const DECISION_WORDS = {
  no_consent: 'they have not agreed to messages',
  contact_prohibited: 'they must not be contacted',
  channel_not_allowed: 'they asked us not to use this way of contact',
  no_contact_detail: 'there is no address or number for it',
  no_address: 'there is no email address',
  no_mobile: 'there is no mobile number',
  outside_safe_times: 'it was not a safe time to contact them',
  quiet_hours: 'it was outside the hours for messages',
  too_late: 'it was too late to be useful',
  booking_cancelled: 'the booking was cancelled',
  booking_changed: 'the booking was changed',
  session_cancelled: 'the session was cancelled',
  referral_closed: 'the referral is closed',
  deceased: 'the patient has died',
} as const satisfies Record<string, string>;

export const SUGGESTION_WORDS = {
  lowest_open_caseload: 'fewest people now',
  knows_practice: 'works with this practice',
  room_on_caseload: 'has room',
} as const satisfies Record<string, string>;

export const CONSENT_WORDS = {
  referral: 'Agrees to be referred',
  share_with_provider: 'Share details with the link worker',
  share_with_venue: 'Share name and needs with the venue',
  write_back_to_gp: 'Tell the GP practice what happened',
  contact_by_text: 'Text messages',
  contact_by_email: 'Emails',
  contact_by_phone: 'Phone calls',
  contact_by_post: 'Letters',
  research: 'Research',
} as const satisfies Record<string, string>;

/** How much goes back to the GP record. */
export const WRITE_BACK_WORDS = {
  all: 'All of it',
  codes_only: 'Codes only, no notes',
  none: 'Nothing',
} as const satisfies Record<string, string>;
export type WriteBack = keyof typeof WRITE_BACK_WORDS;

export const OVERRIDE_WORDS = {
  different_need: 'This is about a different need',
  earlier_referral_lost: 'The earlier referral seems to be lost',
  asked_by_provider: 'The service asked for a new referral',
} as const satisfies Record<string, string>;

export const ALLOCATION_WORDS = { '1': 'Routine', '2': 'Urgent' } as const;

/** Words of a code in one of the tables above, or the code made readable when it is new. */
export function wordsOf(table: Readonly<Record<string, string>>, code: string): string {
  return table[code] ?? humanise(code);
}
