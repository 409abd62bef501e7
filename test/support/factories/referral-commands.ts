import type {
  CommandOf,
  ReferralCommandType,
  ReferralFacts,
} from '#domain/referrals/referral-command.js';
import { submissionFacts } from './domain-facts.js';

const SCORES = [{ instrument: 'ons4', instrumentVersion: '2018', scores: { satisfied: 6 } }];
const LAST_ATTEMPT = new Date('2026-11-04T10:00:00Z');

/** One complete command of each type, as of 5 November 2026. */
const COMMANDS: { readonly [T in ReferralCommandType]: CommandOf<T> } = {
  submit: { type: 'submit' },
  start_triage: { type: 'start_triage' },
  reject: {
    type: 'reject',
    reason: 'inappropriate',
    text: null,
    suggestedAlternative: 'The falls clinic',
  },
  redirect: { type: 'redirect', newProviderId: 'provider-2', reason: 'out_of_area', text: null },
  accept: { type: 'accept' },
  await_capacity: { type: 'await_capacity' },
  allocate: { type: 'allocate', linkWorkerId: 'worker-2', overrideReason: null },
  start_contacting: { type: 'start_contacting' },
  decline: {
    type: 'decline',
    what: 'link_worker_service',
    reason: 'has_help_already',
    text: null,
  },
  mark_unable_to_contact: {
    type: 'mark_unable_to_contact',
    policyVersion: '2026-1',
    lastAttemptAt: LAST_ATTEMPT,
  },
  engage: { type: 'engage' },
  assess: {
    type: 'assess',
    needs: ['loneliness'],
    strengths: 'Loves gardens',
    baseline: SCORES,
    noBaselineReason: null,
  },
  agree_plan: {
    type: 'agree_plan',
    goals: [
      {
        id: 'goal-1',
        goal: 'Get out of the house twice a week',
        importance: 8,
        actions: [{ action: 'Try the garden group', confidence: 6 }],
      },
    ],
    agreedBy: 'person',
    notAgreedReason: null,
    reviewOn: '2026-12-17',
  },
  activate: { type: 'activate' },
  hold: { type: 'hold', reason: 'unwell', text: null, until: '2026-11-19' },
  resume: { type: 'resume' },
  mark_review_due: { type: 'mark_review_due' },
  complete_review: { type: 'complete_review', summary: 'Going well', reviewOn: '2027-01-14' },
  close: {
    type: 'close',
    reason: 'goals_met',
    detail: null,
    text: null,
    summary: 'Joined the garden group; the walking group was too far.',
    goals: [{ goalId: 'goal-1', status: 'achieved' }],
    followUp: SCORES,
    noFollowUpReason: null,
    actionsForGp: 'none',
  },
  reopen: { type: 'reopen', reason: 'person_came_back', text: null },
  withdraw: { type: 'withdraw', reason: 'person_asked', comment: null },
  enter_in_error: { type: 'enter_in_error', reason: 'Wrong patient selected.' },
};

export function aCommand<T extends ReferralCommandType>(
  type: T,
  overrides: Partial<CommandOf<T>> = {},
): CommandOf<T> {
  return { ...COMMANDS[type], ...overrides };
}

/** Facts with which every guard holds. */
export function allFacts(overrides: Partial<ReferralFacts> = {}): ReferralFacts {
  const linkWorker = {
    membershipId: 'worker-2',
    organisationId: 'provider-1',
    active: true,
    openReferrals: 12,
    caseloadLimit: 30,
  };
  return {
    today: '2026-11-05',
    submission: submissionFacts(),
    receivingService: { providerId: 'provider-2', active: true, acceptsCriteria: true },
    linkWorker,
    givingUp: { policyVersion: '2026-1', met: true, lastAttemptAt: LAST_ATTEMPT },
    openPlacements: 0,
    openActions: 0,
    planGoalIds: ['goal-1'],
    reopenWindowDays: 90,
    openReferralReference: null,
    ...overrides,
  };
}
