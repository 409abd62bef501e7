import type { AuditLine, ListView } from '#contract/client.js';
import { ROLE_WORDS } from './catalogue.js';
import { formatDate, formatInstant } from './dates.js';
import { count, humanise } from './text.js';

export const AUDIT_GROUPS = {
  viewed: 'Looked at',
  changed: 'Changed',
  sent: 'Sent',
  signed_in: 'Signed in or out',
  searched: 'Audit searches and imports',
} as const;
export type AuditGroup = keyof typeof AUDIT_GROUPS;

interface AuditWords {
  readonly group: AuditGroup;
  readonly words: string;
}

const of = (group: AuditGroup, words: string): AuditWords => ({ group, words });

const ACTIONS: Readonly<Record<string, AuditWords>> = {
  'referral.create': of('changed', 'sent a referral'),
  'referral.read': of('viewed', 'opened a referral'),
  'referral.list': of('viewed', 'opened a list of referrals'),
  'referral.allocate': of('changed', 'gave a referral to a link worker'),
  'patient.find': of('viewed', 'looked up a patient by NHS number'),
  'patient.read': of('viewed', 'opened contact details'),
  'patient.update_contact': of('changed', 'changed contact details'),
  'contact.record': of('changed', 'recorded a contact'),
  'match.find': of('viewed', 'looked for sessions that fit'),
  'booking.create': of('changed', 'booked a session'),
  'booking.cancel': of('changed', 'cancelled a booking'),
  'booking.move': of('changed', 'moved a booking'),
  'register.read': of('viewed', 'opened a register'),
  'attendance.record': of('changed', 'marked a register'),
  'message.send': of('sent', 'sent a message'),
  'message.handle': of('changed', 'dealt with a message'),
  'message.list': of('viewed', 'opened the messages that need somebody'),
  'session.sign_in': of('signed_in', 'signed in'),
  'session.sign_out': of('signed_in', 'signed out'),
  'session.sign_in_failed': of('signed_in', 'could not sign in'),
  'audit.search': of('searched', 'searched the audit'),
  'import.run': of('searched', 'ran an import'),
};

/** The action codes that a kind stands for, for the search. */
export const actionsOf = (groups: readonly string[]): string[] =>
  Object.entries(ACTIONS).flatMap(([action, { group }]) =>
    groups.includes(group) ? [action] : [],
  );

export function actionWords(action: string): string {
  return ACTIONS[action]?.words ?? humanise(action).toLowerCase();
}

/** "Jo Mensah, link worker, Oxford Link" or "The service" when nobody was signed in. */
export function actorWords(line: Pick<AuditLine, 'actorName' | 'actorRole' | 'organisationName'>) {
  if (line.actorName === null) return 'The service';
  const role = line.actorRole ? ROLE_WORDS[line.actorRole].toLowerCase() : undefined;
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
