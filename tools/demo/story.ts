import type {
  ReferralCommand,
  ReferralFacts,
  ScoreSet,
} from '#domain/referrals/referral-command.js';
import type { ContactMode, ContactOutcome } from '#domain/support/contact.js';
import type { NextStep } from '#domain/support/next-step.js';

/** Who does something in a story. */
export type Part = 'referrer' | 'lead' | 'worker';

/** One thing that happens, so many days after the referral was sent. */
export type Happening =
  | {
      readonly after: number;
      readonly by: Part;
      readonly command: ReferralCommand;
      readonly facts?: Partial<ReferralFacts>;
    }
  | {
      readonly after: number;
      readonly by: 'worker';
      readonly mode: ContactMode;
      readonly outcome: ContactOutcome;
      readonly minutes: number | null;
      readonly note: string | null;
    };

export interface Story {
  /** Days before today on which it was sent. */
  readonly age: number;
  readonly happenings: readonly Happening[];
  /** What the link worker means to do next, in days from today: less than 0 is late. */
  readonly next?: { readonly step: NextStep; readonly due: number };
}

/** How far a referral with a link worker has come. */
export const STAGES = [
  'allocated',
  'contacting',
  'engaged',
  'assessed',
  'plan_agreed',
  'active',
] as const;
export type Stage = (typeof STAGES)[number];

/** What changes with the people in a story. */
export interface Cast {
  readonly linkWorkerId: string;
  readonly needs: readonly string[];
  /** Calendar date so many days from today, `YYYY-MM-DD`. */
  readonly day: (fromToday: number) => string;
  readonly goalId: string;
}

const contact = (
  after: number,
  mode: ContactMode,
  outcome: ContactOutcome,
  minutes: number | null = null,
  note: string | null = null,
): Happening => ({ after, by: 'worker', mode, outcome, minutes, note });

const LAST_AFTER: Readonly<Record<Stage, number>> = {
  allocated: 1,
  contacting: 3,
  engaged: 5,
  assessed: 9,
  plan_agreed: 14,
  active: 16,
};

const NEXT: Readonly<Record<Stage, NextStep>> = {
  allocated: 'first_contact',
  contacting: 'call_again',
  engaged: 'have_first_conversation',
  assessed: 'agree_plan',
  plan_agreed: 'arrange_activity',
  active: 'check_in',
};

export const BASELINE: ScoreSet = {
  instrument: 'ons4',
  instrumentVersion: '2018',
  scores: { satisfied: 4, worthwhile: 5, happy: 4, anxious: 7 },
};
export const FOLLOW_UP: ScoreSet = {
  ...BASELINE,
  scores: { satisfied: 7, worthwhile: 7, happy: 6, anxious: 4 },
};

/** What has happened up to a stage of the work with somebody. */
export function upTo(stage: Stage, age: number, cast: Cast): Happening[] {
  const { linkWorkerId, needs, goalId, day } = cast;
  const goals = [
    {
      id: goalId,
      goal: 'Get out of the house twice a week',
      importance: 8,
      actions: [{ action: 'Try one session and talk about it', confidence: 6 }],
    },
  ];
  const all: Readonly<Record<Stage, readonly Happening[]>> = {
    allocated: [
      { after: 1, by: 'lead', command: { type: 'accept' } },
      { after: 1, by: 'lead', command: { type: 'allocate', linkWorkerId, overrideReason: null } },
    ],
    contacting: [contact(3, 'phone', 'no_answer')],
    engaged: [contact(5, 'phone', 'spoke', 25, 'Glad that somebody rang. Mornings are best.')],
    assessed: [
      contact(9, 'in_person', 'spoke', 50, 'Met at the library. Likes plants, used to sing.'),
      {
        after: 9,
        by: 'worker',
        command: {
          type: 'assess',
          needs,
          strengths: 'Knows a lot about plants',
          baseline: [BASELINE],
          noBaselineReason: null,
        },
      },
    ],
    plan_agreed: [
      {
        after: 14,
        by: 'worker',
        command: {
          type: 'agree_plan',
          goals,
          agreedBy: 'person',
          notAgreedReason: null,
          reviewOn: day(14 - age + 56),
        },
      },
    ],
    active: [{ after: 16, by: 'worker', command: { type: 'activate' } }],
  };
  return STAGES.slice(0, STAGES.indexOf(stage) + 1).flatMap((each) => all[each]);
}

/**
 * A referral that is being worked on. It is as old as it must be for the last thing to have happened
 * before its next step fell due.
 */
export function workedOn(stage: Stage, due: number, cast: Cast): Story {
  const age = LAST_AFTER[stage] + Math.max(1, 2 - due);
  return { age, happenings: upTo(stage, age, cast), next: { step: NEXT[stage], due } };
}

/** A referral nobody has taken on yet. */
export function waiting(
  status: 'submitted' | 'triage' | 'accepted' | 'waiting',
  age: number,
): Story {
  const steps: Readonly<Record<typeof status, readonly ReferralCommand['type'][]>> = {
    submitted: [],
    triage: ['start_triage'],
    accepted: ['accept'],
    waiting: ['accept', 'await_capacity'],
  };
  const happenings = steps[status].map((type): Happening => ({
    after: 1,
    by: 'lead',
    command: { type } as ReferralCommand,
  }));
  return { age, happenings };
}
