import { conflict, type FieldError } from '../shared/domain-error.js';
import { closureCode, closureErrors, nhsClosureCode } from './closure.js';
import { reasonTextErrors } from './rejection.js';
import type { CommandOf, NoScoreReason, PlanGoal, ScoreSet } from './referral-command.js';
import {
  ended,
  fieldError,
  futureDateErrors,
  needed,
  NOTHING,
  type ReferralRule,
  refuseIf,
} from './referral-rule.js';

const MS_PER_DAY = 24 * 60 * 60 * 1000;

export const engage: ReferralRule<'engage'> = () => NOTHING;

export const assess: ReferralRule<'assess'> = (_referral, command) => {
  const errors = scoreErrors(command.baseline, command.noBaselineReason, '/baseline');
  if (command.needs.length === 0) {
    errors.push(fieldError('/needs', 'needs_required', 'Select at least 1 need'));
  }
  refuseIf(errors, 'referral/assessment-incomplete', 'The assessment is not complete.');
  return {
    changes: {},
    captured: {
      needs: command.needs,
      strengths: command.strengths,
      baseline: command.baseline.map(capturedScores),
      noBaselineReason: command.noBaselineReason,
    },
  };
};

export const agreePlan: ReferralRule<'agree_plan'> = (_referral, command, facts) => {
  const errors = [
    ...agreementErrors(command),
    ...futureDateErrors(command.reviewOn, facts.today, '/reviewOn'),
    ...goalErrors(command.goals),
  ];
  refuseIf(errors, 'referral/plan-incomplete', 'The plan is not complete.');
  return {
    changes: { reviewOn: command.reviewOn },
    captured: {
      goals: command.goals.map((goal) => ({
        ...goal,
        actions: goal.actions.map((a) => ({ ...a })),
      })),
      agreedBy: command.agreedBy,
      notAgreedReason: command.notAgreedReason,
      reviewOn: command.reviewOn,
    },
  };
};

export const activate: ReferralRule<'activate'> = () => NOTHING;

export const hold: ReferralRule<'hold'> = (_referral, command, facts) => {
  const errors = [
    ...reasonTextErrors(command.reason, command.text, '/text'),
    ...futureDateErrors(command.until, facts.today, '/until'),
  ];
  refuseIf(errors, 'referral/hold-incomplete', 'The pause is not complete.');
  return {
    changes: { heldUntil: command.until, nextStep: 'check_in', nextStepOn: command.until },
    captured: { reason: command.reason, text: command.text, until: command.until },
  };
};

export const resume: ReferralRule<'resume'> = (referral) => ({
  changes: { heldUntil: null },
  captured: { heldUntil: referral.heldUntil },
});

/** Taken by a timer; it stays quiet until the day the plan names. */
export const markReviewDue: ReferralRule<'mark_review_due'> = (referral, _command, facts) => {
  if (referral.reviewOn === null || referral.reviewOn > facts.today) {
    throw conflict('referral/review-not-due', 'The review date of the plan is not reached yet.');
  }
  return {
    changes: { nextStep: 'review_plan', nextStepOn: facts.today },
    captured: { reviewOn: referral.reviewOn },
  };
};

export const completeReview: ReferralRule<'complete_review'> = (referral, command, facts) => {
  const errors = futureDateErrors(command.reviewOn, facts.today, '/reviewOn');
  refuseIf(errors, 'referral/review-incomplete', 'The review needs its next date.');
  return {
    changes: { reviewOn: command.reviewOn },
    captured: {
      summary: command.summary,
      reviewedOn: facts.today,
      dueOn: referral.reviewOn,
      reviewOn: command.reviewOn,
    },
  };
};

/**
 * The message back to the practice is composed from the summary, the goals, the scores and the
 * actions asked for, so all of these are there before an episode can end.
 */
export const close: ReferralRule<'close'> = (_referral, command, facts, at) => {
  refuseOpenWork(
    needed(facts.openPlacements, 'openPlacements'),
    needed(facts.openActions, 'openActions'),
  );
  const errors = [
    ...closureErrors(command),
    ...scoreErrors(command.followUp, command.noFollowUpReason, '/followUp'),
    ...messageBackErrors(command),
    ...goalResultErrors(command, needed(facts.planGoalIds, 'planGoalIds')),
  ];
  refuseIf(errors, 'referral/closure-incomplete', 'The referral cannot be closed yet.');
  return {
    changes: { ...ended(at, closureCode(command), command.text), heldUntil: null },
    captured: {
      reason: command.reason,
      detail: command.detail,
      nhsCode: nhsClosureCode(command),
      text: command.text,
      summary: command.summary,
      goals: command.goals.map((goal) => ({ ...goal })),
      followUp: command.followUp.map(capturedScores),
      noFollowUpReason: command.noFollowUpReason,
      actionsForGp: command.actionsForGp,
    },
  };
};

/** The same episode with the same reference goes on; the earlier end stays in the history. */
export const reopen: ReferralRule<'reopen'> = (referral, command, facts, at) => {
  const errors = reasonTextErrors(command.reason, command.text, '/text');
  refuseIf(errors, 'referral/reopening-incomplete', 'Opening again needs a reason.');
  const windowMs = needed(facts.reopenWindowDays, 'reopenWindowDays') * MS_PER_DAY;
  if (referral.closedAt === null || at.getTime() > referral.closedAt.getTime() + windowMs) {
    throw conflict(
      'referral/reopen-window-passed',
      'It is too long ago to open this referral again. Ask for a new one.',
    );
  }
  if (referral.outcomeCode === 'died') {
    throw conflict('referral/reopen-not-possible', 'This referral cannot be opened again.');
  }
  if (needed(facts.openReferralReference, 'openReferralReference') !== null) {
    throw conflict(
      'referral/open-referral-exists',
      'There is a newer open referral of this person with this service. Use that one.',
    );
  }
  return {
    changes: { closedAt: null, outcomeCode: null, outcomeText: null },
    captured: {
      reason: command.reason,
      text: command.text,
      closedAt: referral.closedAt.toISOString(),
      outcomeCode: referral.outcomeCode,
      outcomeText: referral.outcomeText,
    },
  };
};

function refuseOpenWork(openPlacements: number, openActions: number): void {
  if (openPlacements > 0) {
    throw conflict(
      'referral/open-placement',
      'End each activity first, with a reason, and then close the referral.',
    );
  }
  if (openActions > 0) {
    throw conflict(
      'referral/open-action',
      'End each action of the plan first, with a reason, and then close the referral.',
    );
  }
}

/** Scores or the reason for none: one of the two, so that a gap is never silent. */
function scoreErrors(
  scores: readonly ScoreSet[],
  noScoreReason: NoScoreReason | null,
  pointer: string,
): FieldError[] {
  if (scores.length > 0 !== (noScoreReason !== null)) return [];
  const detail =
    scores.length > 0
      ? 'Leave out the reason for no scores, as there are scores'
      : 'Record the scores, or select why there are none';
  return [fieldError(pointer, 'scores_or_reason', detail)];
}

function agreementErrors({ agreedBy, notAgreedReason }: CommandOf<'agree_plan'>): FieldError[] {
  if ((agreedBy !== null) !== (notAgreedReason !== null)) return [];
  const detail = 'Select who agreed to the plan, or why it is not agreed';
  return [fieldError('/agreedBy', 'agreement_or_reason', detail)];
}

const isOneToTen = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 10;

function goalErrors(goals: readonly PlanGoal[]): FieldError[] {
  if (goals.length === 0) return [fieldError('/goals', 'goal_required', 'Add at least 1 goal')];
  return goals.flatMap((goal, i) => {
    const at = `/goals/${String(i)}`;
    const errors: FieldError[] = [];
    if (!goal.goal.trim()) {
      errors.push(fieldError(`${at}/goal`, 'goal_text_required', 'Enter the goal, in a sentence'));
    }
    if (!isOneToTen(goal.importance)) {
      const detail = 'Enter how much it matters, from 1 to 10';
      errors.push(fieldError(`${at}/importance`, 'importance_out_of_range', detail));
    }
    goal.actions.forEach(({ confidence }, j) => {
      if (confidence === null || isOneToTen(confidence)) return;
      const detail = 'Enter how sure the person is, from 1 to 10';
      const pointer = `${at}/actions/${String(j)}/confidence`;
      errors.push(fieldError(pointer, 'confidence_out_of_range', detail));
    });
    return errors;
  });
}

function messageBackErrors({ summary, actionsForGp }: CommandOf<'close'>): FieldError[] {
  const errors: FieldError[] = [];
  if (!summary.trim()) {
    errors.push(
      fieldError('/summary', 'summary_required', 'Enter what was done and what came of it'),
    );
  }
  if (actionsForGp === null || actionsForGp.length === 0) {
    const detail = 'Enter what you ask of the GP practice, or select that there is nothing';
    errors.push(fieldError('/actionsForGp', 'actions_for_gp_required', detail));
  }
  return errors;
}

function goalResultErrors(
  command: CommandOf<'close'>,
  planGoalIds: readonly string[],
): FieldError[] {
  const given = new Set(command.goals.map(({ goalId }) => goalId));
  if (planGoalIds.every((id) => given.has(id))) return [];
  return [fieldError('/goals', 'goal_result_required', 'Select how each goal turned out')];
}

const capturedScores = ({ instrument, instrumentVersion, scores }: ScoreSet) => ({
  instrument,
  instrumentVersion,
  scores: { ...scores },
});
