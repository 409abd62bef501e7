import type { Actor } from '#domain/access/actor.js';
import type { Placement } from '#domain/placements/placement.js';
import type { SafeContact } from '#domain/patients/safe-contact.js';
import type { Referral } from '#domain/referrals/referral.js';
import type { SubmissionFacts } from '#domain/referrals/submission.js';

/** Valid facts of the domain; a test says only what it is about. */
export function referralFacts(overrides: Partial<Referral> = {}): Referral {
  return {
    id: 'referral-1',
    reference: 'SP-26000-0',
    patientId: 'patient-1',
    practiceId: 'practice-1',
    providerId: 'provider-1',
    referrerId: 'referrer-1',
    status: 'submitted',
    priority: '1',
    submittedAt: new Date('2026-11-02T09:00:00Z'),
    linkWorkerId: null,
    allocatedAt: null,
    firstContactAt: null,
    nextStep: null,
    nextStepOn: null,
    reviewOn: null,
    heldUntil: null,
    closedAt: null,
    outcomeCode: null,
    outcomeText: null,
    redirectedTo: null,
    version: 1,
    ...overrides,
  };
}

export function placementFacts(overrides: Partial<Placement> = {}): Placement {
  return {
    id: 'placement-1',
    referralId: 'referral-1',
    patientId: 'patient-1',
    activityId: 'activity-1',
    status: 'proposed',
    proposedBy: 'worker-1',
    proposedAt: new Date('2026-11-02T09:00:00Z'),
    reasonCode: null,
    reasonText: null,
    endedAt: null,
    version: 1,
    ...overrides,
  };
}

export function actorFacts(overrides: Partial<Actor> = {}): Actor {
  return {
    userId: 'user-1',
    membershipId: 'worker-1',
    organisationId: 'provider-1',
    organisationKind: 'link_worker_provider',
    role: 'link_worker',
    displayName: 'Jo Mensah',
    ...overrides,
  };
}

export function safeContactFacts(overrides: Partial<SafeContact> = {}): SafeContact {
  return {
    mayPhone: true,
    mayText: true,
    mayEmail: true,
    mayPost: true,
    mayLeaveMessage: false,
    safeFrom: null,
    safeTo: null,
    codeWord: null,
    contactProhibited: false,
    preferredMethod: 'phone',
    ...overrides,
  };
}

export function submissionFacts(overrides: Partial<SubmissionFacts> = {}): SubmissionFacts {
  return {
    nhsNumber: '9990000018',
    nhsNumberAbsentReason: null,
    riskAnswer: 'no_known_risk',
    riskText: null,
    shareChoice: 'agreed',
    senderOdsCode: 'X26999',
    practiceOdsCode: 'X26999',
    needs: ['loneliness'],
    reasonText: 'Would like company during the week.',
    preferredContact: 'phone',
    accessibleNeeds: [],
    openReferralReference: null,
    overrideReason: null,
    ...overrides,
  };
}
