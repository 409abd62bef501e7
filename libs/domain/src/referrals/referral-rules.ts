import type { Referral } from './referral.js';
import type { ReferralCommand, ReferralCommandType, ReferralFacts } from './referral-command.js';
import type { ReferralEffect, ReferralRule } from './referral-rule.js';
import * as intake from './intake-rules.js';
import * as support from './support-rules.js';

/** One rule per command: its guards, what it changes and what it captures. */
const RULES: { readonly [T in ReferralCommandType]: ReferralRule<T> } = {
  submit: intake.submit,
  start_triage: intake.startTriage,
  reject: intake.reject,
  redirect: intake.redirect,
  accept: intake.accept,
  await_capacity: intake.awaitCapacity,
  allocate: intake.allocate,
  start_contacting: intake.startContacting,
  decline: intake.decline,
  mark_unable_to_contact: intake.markUnableToContact,
  engage: support.engage,
  assess: support.assess,
  agree_plan: support.agreePlan,
  activate: support.activate,
  hold: support.hold,
  resume: support.resume,
  mark_review_due: support.markReviewDue,
  complete_review: support.completeReview,
  close: support.close,
  reopen: support.reopen,
  withdraw: intake.withdraw,
  enter_in_error: intake.enterInError,
};

export function decideReferral(
  referral: Readonly<Referral>,
  command: ReferralCommand,
  facts: ReferralFacts,
  at: Date,
): ReferralEffect {
  // Each rule takes its own command; the key and the command have the same `type`.
  const rule = RULES[command.type] as ReferralRule<ReferralCommandType>;
  return rule(referral, command, facts, at);
}
