import type { ClosureDetail, ClosureReason } from './closure.js';
import type {
  DeclinedThing,
  DeclineReason,
  HoldReason,
  RedirectionReason,
  RejectionReason,
  ReopenReason,
  WithdrawalReason,
} from './rejection.js';
import type { PlannedStep } from '../support/next-step.js';
import type { SubmissionFacts } from './submission.js';

/** One set of scores. Source: Trellis domain rules D1, Assessments: instrument with its version. */
export interface ScoreSet {
  readonly instrument: string;
  readonly instrumentVersion: string;
  /** By item or total code; what the instrument allows is judged where instruments are known. */
  readonly scores: Readonly<Record<string, number>>;
}

/** Why there are no scores, at the start or at the end. */
export const NO_SCORE_REASONS = [
  'person_declined',
  'too_distressed',
  'communication_need',
  'not_enough_time',
  'not_suitable',
  'no_further_contact',
  'other',
] as const;
export type NoScoreReason = (typeof NO_SCORE_REASONS)[number];

export interface PlanAction {
  readonly action: string;
  /** How sure the person is that they can do it, 1 to 10. */
  readonly confidence: number | null;
}

export interface PlanGoal {
  readonly id: string;
  readonly goal: string;
  /** How much it matters to the person, 1 to 10. */
  readonly importance: number;
  readonly actions: readonly PlanAction[];
}

export const AGREED_BY = ['person', 'representative'] as const;
export type AgreedBy = (typeof AGREED_BY)[number];

export const NOT_AGREED_REASONS = [
  'lacks_capacity',
  'person_unsure',
  'could_not_ask',
  'other',
] as const;
export type NotAgreedReason = (typeof NOT_AGREED_REASONS)[number];

export const GOAL_STATUSES = [
  'achieved',
  'partly_achieved',
  'not_achieved',
  'no_longer_wanted',
  'not_assessed',
] as const;
export type GoalStatus = (typeof GOAL_STATUSES)[number];

export interface GoalResult {
  readonly goalId: string;
  readonly status: GoalStatus;
}

/** Each step of a referral's life with what it must capture. Source: Trellis domain rules C2. */
export type ReferralCommand =
  | { readonly type: 'submit' }
  | { readonly type: 'start_triage' }
  | {
      readonly type: 'reject';
      readonly reason: RejectionReason;
      readonly text: string | null;
      readonly suggestedAlternative: string | null;
    }
  | {
      readonly type: 'redirect';
      readonly newProviderId: string;
      readonly reason: RedirectionReason;
      readonly text: string | null;
    }
  | { readonly type: 'accept' }
  | { readonly type: 'await_capacity' }
  | {
      readonly type: 'allocate';
      /** Membership of the link worker. */
      readonly linkWorkerId: string;
      /** Needed only when the link worker is at their caseload limit. */
      readonly overrideReason: string | null;
    }
  | { readonly type: 'start_contacting' }
  | {
      readonly type: 'decline';
      readonly what: DeclinedThing;
      readonly reason: DeclineReason;
      readonly text: string | null;
    }
  | {
      readonly type: 'mark_unable_to_contact';
      readonly policyVersion: string;
      readonly lastAttemptAt: Date;
    }
  | { readonly type: 'engage' }
  | {
      readonly type: 'assess';
      /** Need codes as seen with the person. */
      readonly needs: readonly string[];
      readonly strengths: string | null;
      readonly baseline: readonly ScoreSet[];
      readonly noBaselineReason: NoScoreReason | null;
    }
  | {
      readonly type: 'agree_plan';
      readonly goals: readonly PlanGoal[];
      readonly agreedBy: AgreedBy | null;
      readonly notAgreedReason: NotAgreedReason | null;
      /** Local date, YYYY-MM-DD. */
      readonly reviewOn: string;
    }
  | { readonly type: 'activate' }
  | {
      readonly type: 'hold';
      readonly reason: HoldReason;
      readonly text: string | null;
      /** Local date, YYYY-MM-DD. */
      readonly until: string;
    }
  | { readonly type: 'resume' }
  | { readonly type: 'mark_review_due' }
  | {
      readonly type: 'complete_review';
      readonly summary: string | null;
      /** Local date of the next review, YYYY-MM-DD. */
      readonly reviewOn: string;
    }
  | {
      readonly type: 'close';
      readonly reason: ClosureReason;
      readonly detail: ClosureDetail | null;
      readonly text: string | null;
      /** What was done and what came of it, also what did not work. */
      readonly summary: string;
      readonly goals: readonly GoalResult[];
      readonly followUp: readonly ScoreSet[];
      readonly noFollowUpReason: NoScoreReason | null;
      /** `none` must be said: an empty answer is not the same as nothing to do. */
      readonly actionsForGp: readonly string[] | 'none' | null;
    }
  | { readonly type: 'reopen'; readonly reason: ReopenReason; readonly text: string | null }
  | {
      readonly type: 'withdraw';
      readonly reason: WithdrawalReason;
      readonly comment: string | null;
    }
  | { readonly type: 'enter_in_error'; readonly reason: string };

export type ReferralCommandType = ReferralCommand['type'];

export type CommandOf<T extends ReferralCommandType> = Extract<
  ReferralCommand,
  { readonly type: T }
>;

/** The link worker somebody is to be allocated to. */
export interface LinkWorkerFacts {
  readonly membershipId: string;
  readonly organisationId: string;
  /** An active membership in the role of link worker. */
  readonly active: boolean;
  readonly openReferrals: number;
  /** Null when the team sets no limit. */
  readonly caseloadLimit: number | null;
}

/** The service a referral is to be passed on to. */
export interface ReceivingServiceFacts {
  readonly providerId: string;
  readonly active: boolean;
  /** Its criteria were checked and take this person. */
  readonly acceptsCriteria: boolean;
}

/** What the policy for giving up says about the attempts so far. */
export interface GivingUpFacts {
  readonly policyVersion: string;
  readonly met: boolean;
  readonly lastAttemptAt: Date | null;
}

/**
 * What the guards need to know beyond the referral itself. Each step names what it needs; a fact
 * that is needed and not given stops the step, so that forgetting one never opens a door.
 */
export interface ReferralFacts {
  /** Local date of the command, YYYY-MM-DD. */
  readonly today: string;
  readonly submission?: SubmissionFacts;
  readonly receivingService?: ReceivingServiceFacts;
  readonly linkWorker?: LinkWorkerFacts;
  readonly givingUp?: GivingUpFacts;
  /** Placements and plan actions that have no end yet. */
  readonly openPlacements?: number;
  readonly openActions?: number;
  /** Goals of the plan; each needs a result at the end. */
  readonly planGoalIds?: readonly string[];
  /** Days after closing during which an episode may be opened again. */
  readonly reopenWindowDays?: number;
  /** What somebody chose as the next step; without it the lifecycle sets one where there is none. */
  readonly nextStep?: PlannedStep;
  /** Another open referral of the same person with the same provider. */
  readonly openReferralReference?: string | null;
}
