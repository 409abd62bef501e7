import { ROLES, type Role } from './role.js';

const ALL: readonly Role[] = ROLES;
const SENDER: readonly Role[] = ['referrer'];
const LEAD: readonly Role[] = ['team_lead'];
const TEAM: readonly Role[] = ['link_worker', 'team_lead'];
const VENUE: readonly Role[] = ['venue_staff'];
const CARE: readonly Role[] = ['referrer', 'link_worker', 'team_lead'];
const OVERSIGHT: readonly Role[] = ['administrator', 'auditor'];

/**
 * The coarse door: which roles may knock at a route at all. The policy of the domain then judges
 * the one record. Changing this table changes who can reach people's data: review it as such.
 * Source: Trellis access matrix.
 */
const TABLE = {
  'session.read': ALL,
  'account.read': ALL,
  'account.update': ALL,
  'code_list.read': ALL,
  'organisation.list': ALL,

  'patient.find': SENDER,
  'patient.create': SENDER,
  'patient.read': CARE,
  'patient.update_contact': CARE,
  'consent.read': CARE,
  'consent.record': CARE,

  'referral.create': SENDER,
  'referral.update_draft': SENDER,
  'referral.submit': SENDER,
  'referral.list_sent': SENDER,
  'referral.list_caseload': TEAM,
  'referral.list_new': LEAD,
  'referral.list': CARE,
  'referral.read': CARE,
  'referral.read_timeline': CARE,
  'referral.allocate': LEAD,
  'referral.take': ['link_worker'],
  'referral.command': CARE,

  'contact.record': TEAM,
  'contact.list': TEAM,
  'match.find': TEAM,

  'placement.list': CARE,
  'placement.read': CARE,
  'placement.command': TEAM,
  'booking.create': TEAM,
  'booking.cancel': TEAM,
  'booking.move': TEAM,
  'booking.read': TEAM,

  'message.list_attention': TEAM,
  'message.handle': TEAM,
  'message.read': TEAM,

  'activity.read': [...TEAM, ...VENUE],
  'activity.list': [...TEAM, ...VENUE],
  'session.list_venue': VENUE,
  'session.change': VENUE,
  'register.read': VENUE,
  'register.mark': [...VENUE, ...TEAM],

  'team.read': TEAM,
  'membership.list': ['administrator'],
  'membership.manage': ['administrator'],
  'audit.search': OVERSIGHT,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof TABLE;

export const ROLE_ACTIONS: Readonly<Record<Action, readonly Role[]>> = TABLE;

export const ACTIONS = Object.keys(TABLE) as readonly Action[];

export function mayAct(role: Role, action: Action): boolean {
  return ROLE_ACTIONS[action].includes(role);
}
