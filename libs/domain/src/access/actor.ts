import type { OrganisationKind, Role } from './role.js';

/**
 * Who is asking: one person in one role in one organisation. Somebody who holds two roles acts in
 * one of them at a time, so that a policy never has to guess which hat is on.
 */
export interface Actor {
  readonly userId: string;
  readonly membershipId: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  readonly role: Role;
  readonly displayName: string;
}
