import type { Actor } from '../access/actor.js';
import { DomainError } from '../shared/domain-error.js';
import { isOpen, type Referral } from './referral.js';
import type { ReferralCommandType } from './referral-command.js';
import { availableCommands } from './referral-lifecycle.js';

/** What may be done to one referral: read it, take it for oneself, work on it, or send it a command. */
export type ReferralAction =
  | 'read'
  | 'read_in_full'
  | 'take'
  | 'record_contact'
  | 'find_match'
  | 'arrange_placement'
  | ReferralCommandType;

/**
 * In what part somebody reads a referral; it chooses the fields they are shown.
 * `colleague` is a link worker of the same service who does not have the referral: a summary only.
 */
export type ReferralAudience = 'referrer' | 'assigned' | 'lead' | 'colleague';

/** The facts of a referral that decide access. */
export type ReferralAccessFacts = Pick<
  Referral,
  'practiceId' | 'providerId' | 'linkWorkerId' | 'status'
>;

type Rule = (actor: Actor, referral: Readonly<ReferralAccessFacts>) => boolean;

const isSender: Rule = (actor, referral) =>
  actor.role === 'referrer' && actor.organisationId === referral.practiceId;
/** A draft belongs to the practice alone; the service sees it once it is sent. */
const isOfService: Rule = (actor, referral) =>
  actor.organisationId === referral.providerId && referral.status !== 'draft';
const isLead: Rule = (actor, referral) =>
  actor.role === 'team_lead' && isOfService(actor, referral);
const isLinkWorker: Rule = (actor, referral) =>
  actor.role === 'link_worker' && isOfService(actor, referral);
const isAssigned: Rule = (actor, referral) =>
  isLinkWorker(actor, referral) && actor.membershipId === referral.linkWorkerId;

const anyOf =
  (...rules: readonly Rule[]): Rule =>
  (actor, referral) =>
    rules.some((rule) => rule(actor, referral));

const isAssignedOrLead = anyOf(isAssigned, isLead);

const mayTake: Rule = (actor, referral) =>
  isLinkWorker(actor, referral) &&
  referral.linkWorkerId === null &&
  (referral.status === 'accepted' || referral.status === 'waiting');

const isOpenAndOwn: Rule = (actor, referral) =>
  isOpen(referral.status) && isAssignedOrLead(actor, referral);

/**
 * One row per action. The list queries in `libs/persistence` must admit exactly what `read` admits.
 * Source: Trellis access matrix; administrators, auditors and venue staff read no referral at all.
 */
const RULES: Readonly<Record<ReferralAction, Rule>> = {
  read: anyOf(isSender, isLead, isLinkWorker),
  read_in_full: anyOf(isSender, isLead, isAssigned),
  take: mayTake,
  record_contact: isOpenAndOwn,
  find_match: isOpenAndOwn,
  arrange_placement: isOpenAndOwn,
  submit: isSender,
  start_triage: isLead,
  reject: isLead,
  redirect: isLead,
  accept: isLead,
  await_capacity: isLead,
  allocate: isLead,
  start_contacting: isAssigned,
  decline: isAssigned,
  mark_unable_to_contact: isAssignedOrLead,
  engage: isAssigned,
  assess: isAssigned,
  agree_plan: isAssigned,
  activate: isAssigned,
  hold: isAssignedOrLead,
  resume: isAssignedOrLead,
  mark_review_due: isAssignedOrLead,
  complete_review: isAssigned,
  close: isAssignedOrLead,
  reopen: isAssignedOrLead,
  withdraw: anyOf(isSender, isAssignedOrLead),
  enter_in_error: (actor, referral) =>
    isLead(actor, referral) || (referral.status === 'draft' && isSender(actor, referral)),
};

export function mayOnReferral(
  actor: Actor,
  action: ReferralAction,
  referral: Readonly<ReferralAccessFacts>,
): boolean {
  return RULES[action](actor, referral);
}

/** The part in which this actor reads the referral, or null when they may not see it at all. */
export function referralAudience(
  actor: Actor,
  referral: Readonly<ReferralAccessFacts>,
): ReferralAudience | null {
  if (isSender(actor, referral)) return 'referrer';
  if (isLead(actor, referral)) return 'lead';
  if (isAssigned(actor, referral)) return 'assigned';
  return isLinkWorker(actor, referral) ? 'colleague' : null;
}

/** What this actor may do next; sent with the referral so that the client never guesses. */
export function permittedCommands(
  actor: Actor,
  referral: Readonly<ReferralAccessFacts>,
): ReferralCommandType[] {
  return availableCommands(referral.status).filter((type) => mayOnReferral(actor, type, referral));
}

/**
 * @throws DomainError `referral/not-found` (not_found) when the actor may not even read the
 *   referral, so that ids of other people's referrals cannot be probed
 * @throws DomainError `referral/action-forbidden` (forbidden) when the referral is visible but the
 *   action is not theirs
 */
export function authorizeReferral(
  actor: Actor,
  action: ReferralAction,
  referral: Readonly<ReferralAccessFacts>,
): void {
  if (!mayOnReferral(actor, 'read', referral)) throw referralNotFound();
  if (!mayOnReferral(actor, action, referral)) {
    throw new DomainError(
      'forbidden',
      'referral/action-forbidden',
      'You may read this referral, but this step belongs to somebody else.',
    );
  }
}

export const referralNotFound = (): DomainError =>
  new DomainError('not_found', 'referral/not-found', 'No such referral.');
