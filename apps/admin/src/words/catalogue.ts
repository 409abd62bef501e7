import type {
  AttentionItem,
  CreateReferralRequest,
  Message,
  ReferralStatus,
  Register,
  Role,
} from '#contract/client.js';
import { humanise } from './text.js';

/** Every word the screens put in place of a code. Code lists that services edit come with their own words. */
export type TagColour =
  'blue' | 'yellow' | 'green' | 'orange' | 'aqua-green' | 'grey' | 'purple' | 'red' | 'white';

export interface StatusWords {
  readonly text: string;
  readonly colour: TagColour;
}

export const STATUS_WORDS: Record<ReferralStatus, StatusWords> = {
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
};

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
] as const satisfies readonly ReferralStatus[];

export const isStatus = (code: string): code is ReferralStatus => code in STATUS_WORDS;

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

type Mark = NonNullable<Register['people'][number]['mark']>;

export const MARK_WORDS: Record<Mark, string> = {
  on_time: 'Came',
  late: 'Came late',
  late_not_seen: 'Came too late',
  told_us: 'Told us they could not come',
  did_not_come: 'Did not come',
  cancelled_by_venue: 'The venue cancelled',
};

export const MESSAGE_STATE_WORDS: Record<Message['state'], string> = {
  due: 'Planned',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Could not be sent',
  expired: 'Not sent in time',
  cancelled: 'Not needed any more',
  not_sent: 'Not sent',
  unconfirmed: 'May not have arrived',
};

export const MESSAGE_RULE_WORDS: Record<AttentionItem['rule'], string> = {
  day_before: 'Reminder the day before',
  hours_before: 'Reminder on the day',
};

export const CHANNEL_WORDS: Record<AttentionItem['channel'], string> = {
  email: 'email',
  sms: 'text message',
  letter: 'letter',
};

/** Why a message was not sent, in words that somebody can act on. */
export const DECISION_WORDS = {
  person_died: 'the patient has died',
  booking_cancelled: 'the booking was cancelled',
  booking_changed: 'the booking was changed',
  session_cancelled: 'the session was cancelled',
  referral_ended: 'the referral has ended',
  too_late: 'it was too late to be useful',
  session_too_close: 'the session was too close',
  no_safe_time_left: 'there was no safe time left before the session',
  contact_prohibited: 'they must not be contacted',
  channel_not_permitted: 'they asked us not to use this way of contact',
  no_consent: 'they have not agreed to this kind of message',
  no_contact_detail: 'there is no address or number for it',
  quiet_hours: 'it waits for the end of the quiet hours',
  outside_safe_hours: 'it waits for a safe time',
  refused_by_provider: 'the address was refused',
  provider_unreachable: 'the mail service could not be reached',
  answer_lost: 'the mail service did not answer',
} as const satisfies Record<string, string>;

export const SUGGESTION_WORDS = {
  lowest_open_caseload: 'fewest people now',
  knows_practice: 'works with this practice',
  room_on_caseload: 'has room',
} as const satisfies Record<string, string>;

/** How much goes back to the GP record. */
export type WriteBack = CreateReferralRequest['consent']['writeBackToGp'];
export const WRITE_BACK_WORDS: Record<WriteBack, string> = {
  all: 'All of it',
  codes_only: 'Codes only, no notes',
  none: 'Nothing',
};

export const PRIORITY_WORDS: Record<CreateReferralRequest['priority'], string> = {
  '1': 'Routine',
  '2': 'Urgent',
};

/** Words of a code in one of the tables above, or the code made readable when it is new. */
export function wordsOf(table: Readonly<Record<string, string>>, code: string): string {
  return table[code] ?? humanise(code);
}
