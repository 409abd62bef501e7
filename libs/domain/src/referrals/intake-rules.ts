import { conflict, type DomainError, invalid } from '../shared/domain-error.js';
import { nhsRejectionCode, reasonTextErrors, snomedOfDecline } from './rejection.js';
import type { GivingUpFacts, LinkWorkerFacts } from './referral-command.js';
import {
  ended,
  fieldError,
  needed,
  NOTHING,
  type ReferralRule,
  refuseIf,
} from './referral-rule.js';
import { assertSubmittable } from './submission.js';

export const submit: ReferralRule<'submit'> = (_referral, _command, facts, at) => {
  const sent = needed(facts.submission, 'submission');
  assertSubmittable(sent);
  return {
    changes: { submittedAt: at },
    captured: {
      senderOdsCode: sent.senderOdsCode,
      practiceOdsCode: sent.practiceOdsCode,
      needs: sent.needs,
      preferredContact: sent.preferredContact,
      accessibleNeeds: sent.accessibleNeeds,
      riskAnswer: sent.riskAnswer,
      shareChoice: sent.shareChoice,
      nhsNumberAbsentReason: sent.nhsNumber === null ? sent.nhsNumberAbsentReason : null,
      openReferralReference: sent.openReferralReference,
      overrideReason: sent.openReferralReference === null ? null : sent.overrideReason,
    },
  };
};

export const startTriage: ReferralRule<'start_triage'> = () => NOTHING;

/** The sender must be able to act on it, so an incomplete referral says what is missing. */
export const reject: ReferralRule<'reject'> = (_referral, command, _facts, at) => {
  const errors = reasonTextErrors(command.reason, command.text, '/text', ['incomplete']);
  refuseIf(errors, 'referral/rejection-incomplete', 'The rejection needs a reason.');
  return {
    changes: ended(at, command.reason, command.text),
    captured: {
      reason: command.reason,
      nhsCode: nhsRejectionCode(command.reason),
      text: command.text,
      suggestedAlternative: command.suggestedAlternative,
    },
  };
};

export const redirect: ReferralRule<'redirect'> = (referral, command, facts, at) => {
  const service = needed(facts.receivingService, 'receivingService');
  const errors = reasonTextErrors(command.reason, command.text, '/text');
  if (command.newProviderId === referral.providerId) {
    errors.push(
      fieldError('/newProviderId', 'same_provider', 'Select a service other than this one'),
    );
  }
  refuseIf(errors, 'referral/redirection-incomplete', 'The redirection is not complete.');
  if (service.providerId !== command.newProviderId || !service.active || !service.acceptsCriteria) {
    throw conflict(
      'referral/receiving-service-refuses',
      'The other service does not take this person by its criteria.',
    );
  }
  return {
    changes: {
      ...ended(at, command.reason, command.text),
      redirectedTo: command.newProviderId,
    },
    captured: {
      newProviderId: command.newProviderId,
      reason: command.reason,
      text: command.text,
    },
  };
};

export const accept: ReferralRule<'accept'> = () => NOTHING;

export const awaitCapacity: ReferralRule<'await_capacity'> = () => NOTHING;

/** The earlier allocation is superseded, never lost: the history keeps from whom, to whom and why. */
export const allocate: ReferralRule<'allocate'> = (referral, command, facts, at) => {
  const worker = needed(facts.linkWorker, 'linkWorker');
  assertMayReceive(worker, command.linkWorkerId, referral.providerId);
  if (command.linkWorkerId === referral.linkWorkerId) {
    throw conflict('referral/already-allocated', 'This link worker has the referral already.');
  }
  return {
    changes: { linkWorkerId: command.linkWorkerId, allocatedAt: at },
    captured: {
      from: referral.linkWorkerId,
      to: command.linkWorkerId,
      overrideReason: overrideOfLimit(worker, command.overrideReason),
    },
  };
};

function assertMayReceive(worker: LinkWorkerFacts, linkWorkerId: string, providerId: string): void {
  const isOurs = worker.membershipId === linkWorkerId && worker.organisationId === providerId;
  if (!isOurs || !worker.active) throw linkWorkerNotActive();
}

/** The same for nobody as for somebody of another service, so that ids cannot be probed. */
export function linkWorkerNotActive(): DomainError {
  const detail = 'Select a link worker who is active in this service';
  return invalid('referral/link-worker-not-active', `${detail}.`, [
    fieldError('/linkWorkerId', 'link_worker_not_active', detail),
  ]);
}

/** The reason given for going over the limit; null when the limit is not reached. */
function overrideOfLimit(worker: LinkWorkerFacts, given: string | null): string | null {
  const isFull = worker.caseloadLimit !== null && worker.openReferrals >= worker.caseloadLimit;
  if (!isFull) return null;
  const reason = given?.trim();
  if (!reason) {
    throw conflict(
      'referral/caseload-full',
      'This link worker is at their limit. Select another one, or say why it must be them.',
    );
  }
  return reason;
}

export const startContacting: ReferralRule<'start_contacting'> = (
  referral,
  _command,
  _facts,
  at,
) => {
  if (referral.linkWorkerId === null) {
    throw conflict('referral/no-link-worker', 'Allocate the referral to a link worker first.');
  }
  return { changes: { firstContactAt: referral.firstContactAt ?? at }, captured: {} };
};

export const decline: ReferralRule<'decline'> = (_referral, command, _facts, at) => {
  const errors = reasonTextErrors(command.reason, command.text, '/text');
  refuseIf(errors, 'referral/decline-incomplete', 'The reason is not complete.');
  return {
    changes: ended(at, command.reason, command.text),
    captured: {
      what: command.what,
      reason: command.reason,
      text: command.text,
      snomedCode: snomedOfDecline(command.what),
    },
  };
};

/** Giving up on somebody is proposed by a policy and decided by a person, on what the policy saw. */
export const markUnableToContact: ReferralRule<'mark_unable_to_contact'> = (
  _referral,
  command,
  facts,
  at,
) => {
  const policy = needed(facts.givingUp, 'givingUp');
  if (!policy.met) {
    throw conflict(
      'referral/giving-up-policy-not-met',
      'Keep trying: the agreed number, days and ways of contact have not been used yet.',
    );
  }
  if (!decidedOn(policy, command.policyVersion, command.lastAttemptAt)) {
    throw conflict(
      'referral/giving-up-policy-changed',
      'The attempts or the policy have changed since. Read the referral again.',
    );
  }
  return {
    changes: ended(at, 'unable_to_contact', null),
    captured: {
      policyVersion: command.policyVersion,
      lastAttemptAt: command.lastAttemptAt.toISOString(),
    },
  };
};

const decidedOn = (policy: GivingUpFacts, version: string, lastAttemptAt: Date): boolean =>
  policy.policyVersion === version && policy.lastAttemptAt?.getTime() === lastAttemptAt.getTime();

export const withdraw: ReferralRule<'withdraw'> = (_referral, command, _facts, at) => {
  const errors = reasonTextErrors(command.reason, command.comment, '/comment');
  refuseIf(errors, 'referral/withdrawal-incomplete', 'The withdrawal needs a reason.');
  return {
    changes: ended(at, command.reason, command.comment),
    captured: { reason: command.reason, comment: command.comment },
  };
};

export const enterInError: ReferralRule<'enter_in_error'> = (_referral, command, _facts, at) => {
  const detail = 'Enter what the mistake was, in a sentence';
  const errors = command.reason.trim()
    ? []
    : [fieldError('/reason', 'reason_text_required', detail)];
  refuseIf(errors, 'referral/error-reason-missing', detail);
  return {
    changes: ended(at, 'entered_in_error', command.reason),
    captured: { reason: command.reason },
  };
};
