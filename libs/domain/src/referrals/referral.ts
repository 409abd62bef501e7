import type { NextStep } from '../support/next-step.js';

/** Source: Trellis domain rules C2, referral states. */
export const REFERRAL_STATUSES = [
  'draft',
  'submitted',
  'triage',
  'rejected',
  'redirected',
  'accepted',
  'waiting',
  'allocated',
  'contacting',
  'declined_by_patient',
  'unable_to_contact',
  'engaged',
  'assessed',
  'plan_agreed',
  'active',
  'on_hold',
  'review_due',
  'closed',
  'reopened',
  'withdrawn',
  'entered_in_error',
] as const;
export type ReferralStatus = (typeof REFERRAL_STATUSES)[number];

/** The episode is over. Only `closed` may be opened again, and only within a window. */
export const TERMINAL_STATUSES = [
  'rejected',
  'redirected',
  'declined_by_patient',
  'unable_to_contact',
  'closed',
  'withdrawn',
  'entered_in_error',
] as const satisfies readonly ReferralStatus[];

/** Statuses in which a place at an activity may be arranged. */
export const PLACEMENT_STATUSES_OF_REFERRAL = [
  'engaged',
  'assessed',
  'plan_agreed',
  'active',
  'on_hold',
  'review_due',
  'reopened',
] as const satisfies readonly ReferralStatus[];

/** Somebody is responsible for the person: from allocation until the episode ends. */
export const ALLOCATED_STATUSES = [
  'allocated',
  'contacting',
  ...PLACEMENT_STATUSES_OF_REFERRAL,
] as const satisfies readonly ReferralStatus[];

/**
 * An open episode: sent and not ended. One person has at most one with one provider unless a
 * reason is given. A draft is nobody's episode yet.
 */
export const OPEN_STATUSES = [
  'submitted',
  'triage',
  'accepted',
  'waiting',
  ...ALLOCATED_STATUSES,
] as const satisfies readonly ReferralStatus[];

/** '1' routine, '2' urgent. Source: NHS Data Dictionary, Priority Type (3, two week wait, is not for this service). */
export const PRIORITIES = ['1', '2'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A request for one person to be supported by a link worker service, and the episode that follows. */
export interface Referral {
  readonly id: string;
  /** Short number for people to say and write, such as `SP-26000-0`. */
  readonly reference: string;
  readonly patientId: string;
  /** The organisation that sent it. */
  readonly practiceId: string;
  /** The link worker service that received it. */
  readonly providerId: string;
  /** Membership of the person who wrote it. */
  readonly referrerId: string;
  status: ReferralStatus;
  priority: Priority;
  submittedAt: Date | null;
  /** Membership of the link worker who has it now. */
  linkWorkerId: string | null;
  allocatedAt: Date | null;
  /** When somebody first tried to reach the person. */
  firstContactAt: Date | null;
  /** Nobody with a link worker is ever without a next step. */
  nextStep: NextStep | null;
  /** Local date, YYYY-MM-DD. */
  nextStepOn: string | null;
  /** Local date the plan is to be looked at again, YYYY-MM-DD. */
  reviewOn: string | null;
  /** Local date until which support is paused, YYYY-MM-DD. */
  heldUntil: string | null;
  /** When the episode ended, however it ended. */
  closedAt: Date | null;
  /** Why it ended: a code of the list that belongs to the status, such as `closureCode` for `closed`. */
  outcomeCode: string | null;
  outcomeText: string | null;
  /** The service it was passed on to; the new referral there is a record of its own. */
  redirectedTo: string | null;
  readonly version: number;
}

const includes = (list: readonly ReferralStatus[], status: ReferralStatus): boolean =>
  list.includes(status);

export const isOpen = (status: ReferralStatus): boolean => includes(OPEN_STATUSES, status);

export const isTerminal = (status: ReferralStatus): boolean => includes(TERMINAL_STATUSES, status);

export const isAllocatedStatus = (status: ReferralStatus): boolean =>
  includes(ALLOCATED_STATUSES, status);

export const allowsPlacements = (status: ReferralStatus): boolean =>
  includes(PLACEMENT_STATUSES_OF_REFERRAL, status);
