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

const allocated = (data: Data): string => {
  const verb = text(data, 'from') ? 'Moved to' : 'Given to';
  return `${verb} ${text(data, 'linkWorkerName') ?? 'a link worker'}`;
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

const byVenue = (data: Data): boolean => text(data, 'by') === 'venue';

const details = (data: Data): string => {
  const reason = text(data, 'reason');
  return reason ? `Contact details changed: ${reason}` : 'Contact details changed';
};

function attendance(data: Data): string {
  const activity = text(data, 'activityName');
  const mark = wordsOf({ ...MARK_WORDS, not_marked: 'Mark taken back' }, text(data, 'code') ?? '');
  return activity ? `${mark}, ${activity}` : mark;
}

type Entry = readonly [TimelineGroup, string | ((data: Data, titleOf: TitleOf) => string)];

const KINDS: Readonly<Record<string, Entry>> = {
  'referral.submitted': ['referral', 'Referral sent'],
  'referral.triage_started': ['referral', 'Being looked at'],
  'referral.accepted': ['referral', 'Referral accepted'],
  'referral.waiting': ['referral', 'Waiting for a link worker'],
  'referral.allocated': ['referral', allocated],
  'referral.contacting_started': ['referral', 'First try to contact'],
  'referral.engaged': ['referral', 'Link worker and patient are in contact'],
  'referral.assessed': ['referral', 'Needs talked through'],
  'referral.plan_agreed': ['referral', 'Plan agreed'],
  'referral.activated': ['referral', 'Support started'],
  'referral.rejected': ['referral', withReason('Not accepted', 'rejection_reasons')],
  'referral.redirected': ['referral', 'Sent to another service'],
  'referral.withdrawn': ['referral', withReason('Withdrawn', 'withdrawal_reasons')],
  'referral.declined_by_patient': ['referral', withReason('Did not want help', 'decline_reasons')],
  'referral.unable_to_contact': ['referral', 'Could not be contacted'],
  'referral.held': ['referral', held],
  'referral.resumed': ['referral', 'Support started again'],
  'referral.review_due': ['referral', 'Review due'],
  'referral.review_completed': ['referral', 'Review done'],
  'referral.closed': ['referral', withReason('Closed', 'closure_reasons')],
  'referral.reopened': ['referral', 'Opened again'],
  'referral.entered_in_error': ['referral', 'Marked as entered by mistake'],
  'contact.recorded': ['contact', contactTitle],
  'booking.created': ['booking', session('Booked on')],
  'booking.cancelled': [
    'booking',
    (data) => session(byVenue(data) ? 'The venue cancelled' : 'Booking cancelled:')(data),
  ],
  'booking.moved': [
    'booking',
    (data) => session(byVenue(data) ? 'The venue moved' : 'Booking moved to')(data),
  ],
  'attendance.recorded': ['attendance', attendance],
  'message.sent': ['message', messageTitle],
  'message.problem': ['message', messageTitle],
  'message.handled': ['message', 'Message dealt with'],
  'patient.contact_changed': ['details', details],
};

/** The words of one line of a person's history. A kind without words is shown readable, not hidden. */
export function timelineWords(
  event: Pick<TimelineEvent, 'kind' | 'data'>,
  titleOf: TitleOf,
): TimelineWords {
  const entry = KINDS[event.kind];
  if (!entry) return { group: 'referral', title: humanise(event.kind) };
  const [group, words] = entry;
  return { group, title: typeof words === 'string' ? words : words(event.data, titleOf) };
}
