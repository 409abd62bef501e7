export const ROLES = [
  'referrer',
  'link_worker',
  'team_lead',
  'venue_staff',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export const ORGANISATION_KINDS = [
  'gp_practice',
  'link_worker_provider',
  'venue_provider',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/**
 * Which role may exist in which kind of organisation. A role in the wrong place is refused when a
 * membership is made, because every policy reads role and organisation together.
 */
export const ROLE_ORGANISATION_KINDS: Readonly<Record<Role, readonly OrganisationKind[]>> = {
  referrer: ['gp_practice'],
  link_worker: ['link_worker_provider'],
  team_lead: ['link_worker_provider'],
  venue_staff: ['venue_provider'],
  administrator: ORGANISATION_KINDS,
  auditor: ORGANISATION_KINDS,
};

export function mayHoldRole(role: Role, kind: OrganisationKind): boolean {
  return ROLE_ORGANISATION_KINDS[role].includes(kind);
}
