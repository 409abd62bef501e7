import type { Actor } from '#domain/access/actor.js';
import {
  mayOnReferral,
  permittedCommands,
  type ReferralAudience,
} from '#domain/referrals/referral-policy.js';
import { allowsPlacements } from '#domain/referrals/referral.js';
import {
  attemptsSinceReached,
  CALLS_BEFORE_LETTER,
  CONTACT_OUTCOMES,
  type ContactAttempt,
  type ContactMode,
  type ContactOutcome,
  defaultNextStep,
} from '#domain/support/contact.js';
import { DEFAULT_GIVING_UP_POLICY, proposeGivingUp } from '#domain/support/giving-up-policy.js';
import type {
  ContactFact,
  ReferralDetailRow,
} from '#persistence/referrals/referral-detail.queries.js';
import { encodeCursor } from '#platform/http/cursor.js';
import { joinJson } from '../shared/json-text.js';
import { isOffered } from './offered-commands.js';

/** A referral as JSON text: what PostgreSQL built for this audience, with what the rules add to it. */
export function presentReferral(
  actor: Actor,
  audience: ReferralAudience,
  row: ReferralDetailRow,
): string {
  const { lastAt, lastId, hasMore } = row;
  return joinJson(
    {
      audience,
      permittedCommands: commandsFor(actor, row),
      ...(row.contactFacts ? contactAids(row.contactFacts, row.today) : {}),
      timelineCursor: hasMore && lastAt && lastId ? encodeCursor([lastAt, lastId]) : null,
    },
    { timeline: row.timeline },
    row.json,
  );
}

function commandsFor(actor: Actor, row: ReferralDetailRow): string[] {
  const commands: string[] = permittedCommands(actor, row).filter(isOffered);
  if (mayOnReferral(actor, 'record_contact', row))
    commands.push('record_contact', 'change_contact_details');
  if (mayOnReferral(actor, 'arrange_placement', row) && allowsPlacements(row.status)) {
    commands.push('book', 'cancel_booking');
  }
  return commands;
}

function contactAids(facts: readonly ContactFact[], today: string) {
  const attempts = facts.map(attemptOf);
  const failed = attemptsSinceReached(attempts);
  const unanswered =
    failed.filter(({ mode, outcome }) => mode === 'phone' && isUnanswered(outcome)).length + 1;
  const { met, gaps, policyVersion } = proposeGivingUp(attempts, DEFAULT_GIVING_UP_POLICY);
  return {
    contactDefaults: defaultsFor(today, Math.min(unanswered, CALLS_BEFORE_LETTER)),
    contactProposal: { proposed: met, policyVersion, attempts: failed.length, missing: gaps },
  };
}

type ContactDefaults = Readonly<
  Record<string, { readonly nextStep: string; readonly nextStepOn: string }>
>;

/** The same for everybody on one day, so worked out once a day and not once a page. */
const remembered = { today: '', byUnanswered: new Map<number, ContactDefaults>() };

function defaultsFor(today: string, unanswered: number): ContactDefaults {
  if (remembered.today !== today) Object.assign(remembered, { today, byUnanswered: new Map() });
  const known = remembered.byUnanswered.get(unanswered);
  if (known) return known;
  const defaults = CONTACT_OUTCOMES.flatMap((outcome) => {
    const planned = defaultNextStep(outcome, unanswered, today);
    return planned ? [[outcome, { nextStep: planned.step, nextStepOn: planned.on }] as const] : [];
  });
  const made = Object.fromEntries(defaults);
  remembered.byUnanswered.set(unanswered, made);
  return made;
}

const isUnanswered = (outcome: ContactOutcome): boolean =>
  outcome === 'no_answer' || outcome === 'left_message';

const attemptOf = ({ occurredAt, mode, outcome }: ContactFact): ContactAttempt => ({
  occurredAt: new Date(occurredAt),
  mode: mode as ContactMode,
  outcome: outcome as ContactOutcome,
});
