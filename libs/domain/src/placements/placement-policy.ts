import type { Actor } from '../access/actor.js';
import { mayOnReferral, type ReferralAccessFacts } from '../referrals/referral-policy.js';
import { DomainError } from '../shared/domain-error.js';
import type { PlacementCommandType } from './placement-lifecycle.js';
import { availablePlacementCommands } from './placement-lifecycle.js';
import type { PlacementStatus } from './placement.js';

export type PlacementAction = 'read' | 'propose' | 'book' | 'cancel_booking' | PlacementCommandType;

/** What decides access to a placement: its referral, and who runs the activity. */
export interface PlacementAccessFacts {
  readonly referral: ReferralAccessFacts;
  /** The organisation that runs the activity. */
  readonly venueOrganisationId: string;
  readonly status: PlacementStatus;
}

type Rule = (actor: Actor, placement: PlacementAccessFacts) => boolean;

/** Whoever may arrange things for this person: the assigned link worker, or the team lead. */
const mayArrange: Rule = (actor, { referral }) =>
  mayOnReferral(actor, 'arrange_placement', referral);

/** The venue sees a placement only once it was sent to it, and loses sight of it after declining. */
const VENUE_STATUSES: readonly PlacementStatus[] = ['referred', 'accepted', 'waitlisted', 'booked'];

const isVenueOfIt: Rule = (actor, placement) =>
  actor.role === 'venue_staff' &&
  actor.organisationId === placement.venueOrganisationId &&
  VENUE_STATUSES.includes(placement.status);

const mayArrangeOrVenue: Rule = (actor, placement) =>
  mayArrange(actor, placement) || isVenueOfIt(actor, placement);

/** One row per action. */
const RULES: Readonly<Record<PlacementAction, Rule>> = {
  read: (actor, placement) =>
    mayOnReferral(actor, 'read_in_full', placement.referral) || isVenueOfIt(actor, placement),
  propose: mayArrange,
  book: mayArrange,
  cancel_booking: mayArrange,
  offer: mayArrange,
  decline_by_patient: mayArrange,
  refer: mayArrange,
  decline_by_provider: mayArrangeOrVenue,
  accept: mayArrangeOrVenue,
  waitlist: mayArrangeOrVenue,
  complete: mayArrange,
  leave_early: mayArrange,
  never_start: mayArrange,
  cancel: mayArrange,
};

export function mayOnPlacement(
  actor: Actor,
  action: PlacementAction,
  placement: PlacementAccessFacts,
): boolean {
  return RULES[action](actor, placement);
}

/** What this actor may do next to this placement. */
export function permittedPlacementCommands(
  actor: Actor,
  placement: PlacementAccessFacts,
): PlacementCommandType[] {
  return availablePlacementCommands(placement.status).filter((type) =>
    mayOnPlacement(actor, type, placement),
  );
}

/**
 * @throws DomainError `placement/not-found` (not_found) when the actor may not see it
 * @throws DomainError `placement/action-forbidden` (forbidden) when it is visible but not theirs
 */
export function authorizePlacement(
  actor: Actor,
  action: PlacementAction,
  placement: PlacementAccessFacts,
): void {
  if (!mayOnPlacement(actor, 'read', placement)) throw placementNotFound();
  if (!mayOnPlacement(actor, action, placement)) {
    throw new DomainError(
      'forbidden',
      'placement/action-forbidden',
      'You may see this activity, but this step belongs to somebody else.',
    );
  }
}

export const placementNotFound = (): DomainError =>
  new DomainError('not_found', 'placement/not-found', 'No such activity for this person.');

export const bookingNotFound = (): DomainError =>
  new DomainError('not_found', 'booking/not-found', 'No such booking.');
