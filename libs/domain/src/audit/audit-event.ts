/** What an audit row says happened. Reads of a person's data are listed beside the changes. */
export const AUDIT_ACTIONS = [
  'session.signed_in',
  'session.sign_in_refused',
  'session.signed_out',
  'session.ended',
  'account.updated',
  'access.refused',
  'patient.found',
  'patient.read',
  'patient.created',
  'patient.contact_updated',
  'consent.read',
  'consent.recorded',
  'consent.withdrawn',
  'referral.listed',
  'referral.read',
  'referral.timeline_read',
  'referral.created',
  'referral.draft_updated',
  'referral.changed',
  'contact.listed',
  'contact.recorded',
  'match.read',
  'placement.listed',
  'placement.read',
  'placement.changed',
  'booking.read',
  'booking.created',
  'booking.cancelled',
  'booking.moved',
  'venue_session.moved',
  'venue_session.cancelled',
  'message.listed',
  'message.read',
  'message.handled',
  'message.sent',
  'register.read',
  'register.marked',
  'team.read',
  'membership.listed',
  'membership.changed',
  'audit.searched',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_OUTCOMES = ['allowed', 'denied'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** Facts of one audit row. Identifiers only: what was seen is found by following them. */
export interface AuditEvent {
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly actorUserId: string | null;
  readonly actorMembershipId: string | null;
  readonly organisationId: string | null;
  /** The patients whose data was seen or changed; a list is one row with all of them. */
  readonly subjectIds: readonly string[];
  readonly objectType: string | null;
  readonly objectId: string | null;
  /** A coded reason where the action asks for one, such as why access was refused. */
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly occurredAt: Date;
}
