import type { TimelineEvent } from '#contract/client.js';
import { MARK_WORDS, MESSAGE_RULE_WORDS, MESSAGE_STATE_WORDS, wordsOf } from './catalogue.js';
import { formatDate, formatSlot } from './dates.js';
import { humanise } from './text.js';

export const TIMELINE_GROUPS = {
  referral: 'Referral',
  contact: 'Contact',
  booking: 'Booking',
  attendance: 'Attendance',
  message: 'Message',
  details: 'Details',
} as const;
export type TimelineGroup = keyof typeof TIMELINE_GROUPS;

export type TitleOf = (list: string, code: string) => string;

interface TimelineWords {
  readonly group: TimelineGroup;
  readonly title: string;
}

type Data = TimelineEvent['data'];

const text = (data: Data, name: string): string | undefined => {
  const value = data[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const withReason = (title: string, list: string) => (data: Data, titleOf: TitleOf) => {
  const reason = text(data, 'reasonCode') ?? text(data, 'reason');
  return reason ? `${title}: ${titleOf(list, reason).toLowerCase()}` : title;
};

function slotOf(data: Data): string {
  const [startsAt, endsAt] = [text(data, 'startsAt'), text(data, 'endsAt')];
  return startsAt ? `, ${formatSlot(startsAt, endsAt ?? startsAt)}` : '';
}

const session = (verb: string) => (data: Data) =>
  `${verb} ${text(data, 'activityName') ?? 'a session'}${slotOf(data)}`;

function contactTitle(data: Data, titleOf: TitleOf): string {
  const mode = titleOf('contact_modes', text(data, 'mode') ?? 'contact');
  const outcome = text(data, 'outcome');
  return outcome ? `${mode}: ${titleOf('contact_outcomes', outcome).toLowerCase()}` : mode;
}

const allocated = (verb: string) => (data: Data) => {
  const name = text(data, 'linkWorkerName');
  return name ? `${verb} ${name}` : `${verb} a link worker`;
};

function messageTitle(data: Data): string {
  const rule = wordsOf(MESSAGE_RULE_WORDS, text(data, 'rule') ?? 'message');
  const state = text(data, 'state');
  return state ? `${rule}: ${wordsOf(MESSAGE_STATE_WORDS, state).toLowerCase()}` : rule;
}

function held(data: Data, titleOf: TitleOf): string {
  const until = text(data, 'until');
  const title = withReason('Put on hold', 'hold_reasons')(data, titleOf);
  return until ? `${title}, until ${formatDate(until)}` : title;
}

type Entry = readonly [TimelineGroup, string | ((data: Data, titleOf: TitleOf) => string)];

const KINDS: Readonly<Record<string, Entry>> = {
  submitted: ['referral', 'Referral sent'],
  triage_started: ['referral', 'Being looked at'],
  accepted: ['referral', 'Referral accepted'],
  waiting: ['referral', 'Waiting for a link worker'],
  allocated: ['referral', allocated('Given to')],
  reallocated: ['referral', allocated('Moved to')],
  contacting_started: ['referral', 'First try to contact'],
  engaged: ['referral', 'Link worker and patient are in contact'],
  assessed: ['referral', 'Needs talked through'],
  plan_agreed: ['referral', 'Plan agreed'],
  activated: ['referral', 'Support started'],
  rejected: ['referral', withReason('Not accepted', 'rejection_reasons')],
  redirected: ['referral', 'Sent to another service'],
  withdrawn: ['referral', withReason('Withdrawn', 'withdrawal_reasons')],
  declined_by_patient: ['referral', 'Did not want help'],
  declined: ['referral', 'Did not want help'],
  unable_to_contact: ['referral', 'Could not be contacted'],
  held: ['referral', held],
  resumed: ['referral', 'Support started again'],
  review_due: ['referral', 'Review due'],
  review_completed: ['referral', 'Review done'],
  closed: ['referral', withReason('Closed', 'closure_reasons')],
  reopened: ['referral', 'Opened again'],
  entered_in_error: ['referral', 'Marked as entered by mistake'],
  contact: ['contact', contactTitle],
  booked: ['booking', session('Booked on')],
  booking_cancelled: ['booking', session('Booking cancelled:')],
  booking_moved: ['booking', session('Booking moved to')],
  session_moved: ['booking', session('The venue moved')],
  session_cancelled: ['booking', session('The venue cancelled')],
  attendance: [
    'attendance',
    (data) => {
      const code = text(data, 'code') ?? text(data, 'mark') ?? 'attendance';
      const activity = text(data, 'activityName');
      return `${wordsOf(MARK_WORDS, code)}${activity ? `, ${activity}` : ''}`;
    },
  ],
  message_sent: ['message', messageTitle],
  message_problem: ['message', messageTitle],
  message_handled: ['message', 'Message dealt with'],
  details_changed: ['details', 'Contact details changed'],
};

/** The words of one line of a person's history. A kind without words is shown readable, not hidden. */
export function timelineWords(
  event: Pick<TimelineEvent, 'kind' | 'data'>,
  titleOf: TitleOf,
): TimelineWords {
  const entry = KINDS[event.kind.replace(/^(referral|booking|message|placement)\./, '')];
  if (!entry) return { group: 'referral', title: humanise(event.kind) };
  const [group, words] = entry;
  return { group, title: typeof words === 'string' ? words : words(event.data, titleOf) };
}
