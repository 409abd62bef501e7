import type { AuditLine, ListView } from '#contract/client.js';
import { ROLE_WORDS, wordsOf } from './catalogue.js';
import { formatDate, formatInstant } from './dates.js';
import { count, humanise } from './text.js';

export const AUDIT_GROUPS = {
  viewed: 'Looked at',
  changed: 'Changed',
  sent: 'Sent',
  signed_in: 'Signed in or out',
  refused: 'Refused',
  searched: 'Searched the audit',
} as const;
export type AuditGroup = keyof typeof AUDIT_GROUPS;

interface AuditWords {
  readonly group: AuditGroup;
  readonly words: string;
}

const of = (group: AuditGroup, words: string): AuditWords => ({ group, words });

type Action = AuditLine['action'];

const ACTIONS: Record<Action, AuditWords> = {
  'session.signed_in': of('signed_in', 'signed in'),
  'session.sign_in_refused': of('signed_in', 'could not sign in'),
  'session.signed_out': of('signed_in', 'signed out'),
  'session.ended': of('signed_in', 'was signed out'),
  'account.updated': of('changed', 'changed an account'),
  'access.refused': of('refused', 'tried to open something that is not theirs to see'),
  'patient.found': of('viewed', 'looked up a patient by NHS number'),
  'patient.read': of('viewed', 'opened contact details'),
  'patient.created': of('changed', 'added a patient'),
  'patient.contact_updated': of('changed', 'changed contact details'),
  'consent.read': of('viewed', 'looked at what a patient agreed to'),
  'consent.recorded': of('changed', 'recorded what a patient agreed to'),
  'consent.withdrawn': of('changed', 'recorded that a patient does not agree any more'),
  'referral.listed': of('viewed', 'opened a list of referrals'),
  'referral.read': of('viewed', 'opened a referral'),
  'referral.timeline_read': of('viewed', 'opened earlier history'),
  'referral.created': of('changed', 'sent a referral'),
  'referral.draft_updated': of('changed', 'changed a draft referral'),
  'referral.changed': of('changed', 'changed a referral'),
  'contact.listed': of('viewed', 'opened a list of contacts'),
  'contact.recorded': of('changed', 'recorded a contact'),
  'match.read': of('viewed', 'looked for sessions that fit'),
  'placement.listed': of('viewed', 'opened a list of activities a patient takes part in'),
  'placement.read': of('viewed', 'opened an activity a patient takes part in'),
  'placement.changed': of('changed', 'changed an activity a patient takes part in'),
  'booking.read': of('viewed', 'opened a booking'),
  'booking.created': of('changed', 'booked a session'),
  'booking.cancelled': of('changed', 'cancelled a booking'),
  'booking.moved': of('changed', 'moved a booking'),
  'venue_session.moved': of('changed', 'moved a session'),
  'venue_session.cancelled': of('changed', 'cancelled a session'),
  'message.listed': of('viewed', 'opened the messages that need somebody'),
  'message.read': of('viewed', 'opened a message'),
  'message.handled': of('changed', 'dealt with a message'),
  'message.sent': of('sent', 'sent a message'),
  'register.read': of('viewed', 'opened a register'),
  'register.marked': of('changed', 'marked who came'),
  'team.read': of('viewed', 'opened the team'),
  'membership.listed': of('viewed', 'opened the list of staff'),
  'membership.changed': of('changed', 'changed the role of a member of staff'),
  'audit.searched': of('searched', 'searched the audit'),
};

/** The action codes that a kind stands for, for the search. */
export const actionsOf = (groups: readonly string[]): Action[] =>
  (Object.keys(ACTIONS) as Action[]).filter((action) => groups.includes(ACTIONS[action].group));

const isAction = (action: string): action is Action => action in ACTIONS;

export const actionWords = (action: string): string =>
  isAction(action) ? ACTIONS[action].words : humanise(action).toLowerCase();

/** "Jo Mensah, link worker, Oxford Link" or "The service" when nobody was signed in. */
export function actorWords(
  line: Pick<AuditLine | ListView, 'actorName' | 'actorRole' | 'organisationName'>,
): string {
  if (line.actorName === null) return 'The service';
  const role = line.actorRole ? wordsOf(ROLE_WORDS, line.actorRole).toLowerCase() : undefined;
  return [line.actorName, role, line.organisationName].filter(Boolean).join(', ');
}

/** What happened to what, and when, as one sentence without the actor. */
export function lineWords(line: AuditLine): string {
  const refused = line.outcome === 'denied' ? 'was refused: ' : '';
  const reference = line.reference ? ` ${line.reference}` : '';
  return `${refused}${actionWords(line.action)}${reference}, ${formatInstant(line.at)}`;
}

export const listViewWords = (view: ListView): string =>
  `${actionWords(view.action)} they appeared in, ${count(view.times, 'time')} on ${formatDate(view.day)}`;
