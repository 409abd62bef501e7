import { conflict } from '../shared/domain-error.js';
import type { TimelineEntry } from '../shared/timeline.js';
import { isAllocatedStatus, isTerminal, type Referral, type ReferralStatus } from './referral.js';
import type { ReferralCommand, ReferralCommandType, ReferralFacts } from './referral-command.js';
import { defaultStep } from '../support/next-step.js';
import { decideReferral } from './referral-rules.js';

/** Identifiers only: event payloads leave the database, so they hold no personal data. */
export interface ReferralEvent {
  readonly type: (typeof EVENT_OF)[ReferralCommandType];
  readonly referralId: string;
  readonly status: ReferralStatus;
  /** Who has the referral once the command is done. */
  readonly linkWorkerId: string | null;
  readonly occurredAt: Date;
}

export interface ReferralTransition {
  readonly changes: Partial<Referral>;
  readonly event: ReferralEvent;
  readonly timeline: TimelineEntry;
}

type Steps = Partial<Record<ReferralCommandType, ReferralStatus>>;

/** The sender or the service may take an open referral back; a mistake may be marked at any time. */
const OPEN = { withdraw: 'withdrawn', enter_in_error: 'entered_in_error' } as const satisfies Steps;
const ENDED = { enter_in_error: 'entered_in_error' } as const satisfies Steps;

/**
 * The whole lifecycle: current status → command → next status. What is not listed is not allowed.
 * Source: Trellis domain rules C2.
 */
const LIFECYCLE: Readonly<Record<ReferralStatus, Steps>> = {
  draft: { submit: 'submitted', enter_in_error: 'entered_in_error' },
  submitted: {
    start_triage: 'triage',
    reject: 'rejected',
    redirect: 'redirected',
    accept: 'accepted',
    ...OPEN,
  },
  triage: { reject: 'rejected', redirect: 'redirected', accept: 'accepted', ...OPEN },
  rejected: ENDED,
  redirected: ENDED,
  accepted: { await_capacity: 'waiting', allocate: 'allocated', ...OPEN },
  waiting: { allocate: 'allocated', ...OPEN },
  allocated: { allocate: 'allocated', start_contacting: 'contacting', close: 'closed', ...OPEN },
  contacting: {
    allocate: 'contacting',
    decline: 'declined_by_patient',
    mark_unable_to_contact: 'unable_to_contact',
    engage: 'engaged',
    close: 'closed',
    ...OPEN,
  },
  declined_by_patient: ENDED,
  unable_to_contact: ENDED,
  engaged: { allocate: 'engaged', assess: 'assessed', close: 'closed', ...OPEN },
  assessed: { allocate: 'assessed', agree_plan: 'plan_agreed', close: 'closed', ...OPEN },
  plan_agreed: { allocate: 'plan_agreed', activate: 'active', close: 'closed', ...OPEN },
  active: {
    allocate: 'active',
    hold: 'on_hold',
    mark_review_due: 'review_due',
    close: 'closed',
    ...OPEN,
  },
  on_hold: { allocate: 'on_hold', resume: 'active', close: 'closed', ...OPEN },
  review_due: { allocate: 'review_due', complete_review: 'active', close: 'closed', ...OPEN },
  closed: { reopen: 'reopened', ...ENDED },
  reopened: {
    allocate: 'reopened',
    start_contacting: 'contacting',
    activate: 'active',
    close: 'closed',
    ...OPEN,
  },
  withdrawn: ENDED,
  entered_in_error: {},
};

/** What has happened once a command is done; consumers subscribe to these names. */
export const EVENT_OF = {
  submit: 'referral.submitted',
  start_triage: 'referral.triage_started',
  reject: 'referral.rejected',
  redirect: 'referral.redirected',
  accept: 'referral.accepted',
  await_capacity: 'referral.waiting',
  allocate: 'referral.allocated',
  start_contacting: 'referral.contacting_started',
  decline: 'referral.declined_by_patient',
  mark_unable_to_contact: 'referral.unable_to_contact',
  engage: 'referral.engaged',
  assess: 'referral.assessed',
  agree_plan: 'referral.plan_agreed',
  activate: 'referral.activated',
  hold: 'referral.held',
  resume: 'referral.resumed',
  mark_review_due: 'referral.review_due',
  complete_review: 'referral.review_completed',
  close: 'referral.closed',
  reopen: 'referral.reopened',
  withdraw: 'referral.withdrawn',
  enter_in_error: 'referral.entered_in_error',
} as const satisfies Record<ReferralCommandType, string>;

export const REFERRAL_COMMAND_TYPES = Object.keys(EVENT_OF) as readonly ReferralCommandType[];

export function availableCommands(status: ReferralStatus): ReferralCommandType[] {
  return Object.keys(LIFECYCLE[status]) as ReferralCommandType[];
}

/** Where a command leads from a status, or null when the lifecycle has no such step. */
export function nextStatus(
  status: ReferralStatus,
  command: ReferralCommandType,
): ReferralStatus | null {
  return LIFECYCLE[status][command] ?? null;
}

/**
 * Decides what a command does to a referral. Pure: the caller saves `changes`, appends `timeline`
 * and stores `event`, all in one transaction.
 *
 * @param facts what the guards of this command need, read in the same transaction
 * @param at the instant of the command
 * @throws DomainError `referral/transition-not-allowed` (conflict) when the lifecycle has no such step
 * @throws DomainError `referral/…` (conflict or invalid) when a guard of the step does not hold
 */
export function transitionReferral(
  referral: Readonly<Referral>,
  command: ReferralCommand,
  facts: ReferralFacts,
  at: Date,
): ReferralTransition {
  const next = nextStatus(referral.status, command.type);
  if (!next) {
    throw conflict(
      'referral/transition-not-allowed',
      `A referral that is ${referral.status} does not allow the step ${command.type}.`,
    );
  }
  const effect = decideReferral(referral, command, facts, at);
  const planned = { ...referral, ...effect.changes };
  const changes = { status: next, ...effect.changes, ...stepAfter(planned, next, facts) };
  const { id: referralId, linkWorkerId } = { ...referral, ...changes };
  const kind = EVENT_OF[command.type];
  return {
    changes,
    event: { type: kind, referralId, status: next, linkWorkerId, occurredAt: at },
    timeline: { kind, at, captured: effect.captured },
  };
}

/** An ended episode has no next step; one with a link worker always has, today if nobody chose. */
function stepAfter(
  planned: Readonly<Referral>,
  next: ReferralStatus,
  facts: ReferralFacts,
): Pick<Partial<Referral>, 'nextStep' | 'nextStepOn'> {
  if (isTerminal(next)) return { nextStep: null, nextStepOn: null };
  if (facts.nextStep) return { nextStep: facts.nextStep.step, nextStepOn: facts.nextStep.on };
  if (!isAllocatedStatus(next) || planned.nextStepOn !== null) return {};
  return { nextStep: defaultStep(next), nextStepOn: facts.today };
}
