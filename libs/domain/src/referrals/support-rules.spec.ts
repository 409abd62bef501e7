import { describe, expect, it } from '@jest/globals';
import { referralFacts } from '#test/support/factories/domain-facts.js';
import { aCommand, allFacts } from '#test/support/factories/referral-commands.js';
import type { Referral } from './referral.js';
import type { ReferralCommand, ReferralFacts } from './referral-command.js';
import { transitionReferral } from './referral-lifecycle.js';

const NOW = new Date('2026-11-05T14:30:00Z');

const take = (
  referral: Partial<Referral>,
  command: ReferralCommand,
  facts: Partial<ReferralFacts> = {},
) =>
  transitionReferral(
    Object.freeze(referralFacts({ linkWorkerId: 'worker-1', allocatedAt: NOW, ...referral })),
    command,
    allFacts(facts),
    NOW,
  );

const refusal = (code: string) => expect.objectContaining({ kind: 'conflict', code });
const refusalAt = (code: string, pointer: string) =>
  expect.objectContaining({
    kind: 'invalid',
    code,
    errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
  });

describe('assessment', () => {
  it('captures needs, strengths and scores with the version of the instrument', () => {
    expect(take({ status: 'engaged' }, aCommand('assess')).timeline.captured).toEqual({
      needs: ['loneliness'],
      strengths: 'Loves gardens',
      baseline: [{ instrument: 'ons4', instrumentVersion: '2018', scores: { satisfied: 6 } }],
      noBaselineReason: null,
    });
  });

  it('goes on without scores when there is a reason', () => {
    const command = aCommand('assess', { baseline: [], noBaselineReason: 'too_distressed' });

    expect(take({ status: 'engaged' }, command).timeline.captured).toMatchObject({
      noBaselineReason: 'too_distressed',
    });
  });

  it.each([
    ['neither scores nor a reason', { baseline: [] }, '/baseline'],
    ['both scores and a reason', { noBaselineReason: 'other' as const }, '/baseline'],
    ['no need', { needs: [] }, '/needs'],
  ])('refuses %s', (_what, overrides, pointer) => {
    expect(() => take({ status: 'engaged' }, aCommand('assess', overrides))).toThrow(
      refusalAt('referral/assessment-incomplete', pointer),
    );
  });
});

describe('plan', () => {
  const goal = {
    id: 'g',
    goal: 'Walk more',
    importance: 5,
    actions: [{ action: 'a', confidence: 5 }],
  };

  it('captures goals, who agreed and when it is looked at again', () => {
    const { changes, timeline } = take({ status: 'assessed' }, aCommand('agree_plan'));

    expect(changes.reviewOn).toBe('2026-12-17');
    expect(timeline.captured).toMatchObject({
      agreedBy: 'person',
      reviewOn: '2026-12-17',
      goals: [{ importance: 8, actions: [{ confidence: 6 }] }],
    });
  });

  it.each([
    ['nobody agreed and no reason', { agreedBy: null }, '/agreedBy'],
    ['agreed, and a reason why not', { notAgreedReason: 'other' as const }, '/agreedBy'],
    ['a review today', { reviewOn: '2026-11-05' }, '/reviewOn'],
    ['a review that is no date', { reviewOn: 'soon' }, '/reviewOn'],
    ['no goal', { goals: [] }, '/goals'],
    ['a goal without words', { goals: [{ ...goal, goal: ' ' }] }, '/goals/0/goal'],
    ['an importance of 0', { goals: [{ ...goal, importance: 0 }] }, '/goals/0/importance'],
    ['an importance of 11', { goals: [{ ...goal, importance: 11 }] }, '/goals/0/importance'],
    [
      'a confidence of 11',
      { goals: [{ ...goal, actions: [{ action: 'a', confidence: 11 }] }] },
      '/goals/0/actions/0/confidence',
    ],
  ])('refuses %s', (_what, overrides, pointer) => {
    expect(() => take({ status: 'assessed' }, aCommand('agree_plan', overrides))).toThrow(
      refusalAt('referral/plan-incomplete', pointer),
    );
  });

  it('takes the agreement of a representative, or the reason for none', () => {
    const byRepresentative = aCommand('agree_plan', { agreedBy: 'representative' });
    const notAgreed = aCommand('agree_plan', {
      agreedBy: null,
      notAgreedReason: 'lacks_capacity',
    });

    expect(take({ status: 'assessed' }, byRepresentative).changes.status).toBe('plan_agreed');
    expect(take({ status: 'assessed' }, notAgreed).changes.status).toBe('plan_agreed');
  });
});

describe('pause and review', () => {
  it('pauses until a date, and checks in then', () => {
    expect(take({ status: 'active' }, aCommand('hold')).changes).toEqual({
      status: 'on_hold',
      heldUntil: '2026-11-19',
      nextStep: 'check_in',
      nextStepOn: '2026-11-19',
    });
  });

  it.each([
    ['until today', { until: '2026-11-05' }, '/until'],
    ['for more than a year', { until: '2027-11-07' }, '/until'],
    ['for another reason without words', { reason: 'other' as const }, '/text'],
  ])('refuses to pause %s', (_what, overrides, pointer) => {
    expect(() => take({ status: 'active' }, aCommand('hold', overrides))).toThrow(
      refusalAt('referral/hold-incomplete', pointer),
    );
  });

  it('forgets the date of the pause when support goes on', () => {
    const { changes, timeline } = take(
      { status: 'on_hold', heldUntil: '2026-11-19' },
      aCommand('resume'),
    );

    expect(changes).toMatchObject({ status: 'active', heldUntil: null });
    expect(timeline.captured).toEqual({ heldUntil: '2026-11-19' });
  });

  it('falls due for review on the day of the plan, and not before', () => {
    const due = aCommand('mark_review_due');

    expect(take({ status: 'active', reviewOn: '2026-11-05' }, due).changes.nextStep).toBe(
      'review_plan',
    );
    expect(() => take({ status: 'active', reviewOn: '2026-11-06' }, due)).toThrow(
      refusal('referral/review-not-due'),
    );
    expect(() => take({ status: 'active', reviewOn: null }, due)).toThrow(
      refusal('referral/review-not-due'),
    );
  });

  it('sets the next review with each review', () => {
    expect(() =>
      take({ status: 'review_due' }, aCommand('complete_review', { reviewOn: '2026-11-01' })),
    ).toThrow(refusalAt('referral/review-incomplete', '/reviewOn'));
    expect(take({ status: 'review_due' }, aCommand('complete_review')).changes).toMatchObject({
      status: 'active',
      reviewOn: '2027-01-14',
    });
  });
});

describe('closing', () => {
  it('captures the reason, goals, scores, summary and what is asked of the practice', () => {
    const { changes, timeline } = take({ status: 'active' }, aCommand('close'));

    expect(changes).toMatchObject({ outcomeCode: 'goals_met', closedAt: NOW, heldUntil: null });
    expect(timeline.captured).toMatchObject({
      reason: 'goals_met',
      nhsCode: '02',
      goals: [{ goalId: 'goal-1', status: 'achieved' }],
      followUp: [{ instrument: 'ons4' }],
      actionsForGp: 'none',
    });
  });

  it('stores the second level of a reason, which implies the first', () => {
    const command = aCommand('close', {
      reason: 'person_declined',
      detail: 'declined_after_plan',
    });

    expect(take({ status: 'active' }, command).changes.outcomeCode).toBe('declined_after_plan');
  });

  it('waits until every activity and every action has its end', () => {
    expect(() => take({ status: 'active' }, aCommand('close'), { openPlacements: 1 })).toThrow(
      refusal('referral/open-placement'),
    );
    expect(() => take({ status: 'active' }, aCommand('close'), { openActions: 1 })).toThrow(
      refusal('referral/open-action'),
    );
  });

  it.each([
    ['without a summary', { summary: ' ' }, '/summary'],
    ['without saying what is asked of the practice', { actionsForGp: null }, '/actionsForGp'],
    ['with an empty list for the practice', { actionsForGp: [] }, '/actionsForGp'],
    ['without scores or a reason', { followUp: [] }, '/followUp'],
    ['with a goal left open', { goals: [] }, '/goals'],
    ['for another reason without words', { reason: 'other' as const }, '/text'],
    ['without its second level', { reason: 'person_declined' as const }, '/detail'],
    ['with a second level it has not', { detail: 'no_capacity' as const }, '/detail'],
  ])('refuses to close %s', (_what, overrides, pointer) => {
    expect(() => take({ status: 'active' }, aCommand('close', overrides))).toThrow(
      refusalAt('referral/closure-incomplete', pointer),
    );
  });
});

describe('opening again', () => {
  const closed = (closedAt: string, outcomeCode = 'goals_met'): Partial<Referral> => ({
    status: 'closed',
    closedAt: new Date(closedAt),
    outcomeCode,
  });

  it('goes on as the same episode within the window, and remembers the earlier end', () => {
    const { changes, timeline } = take(closed('2026-10-01T10:00:00Z'), aCommand('reopen'));

    expect(changes).toMatchObject({ status: 'reopened', closedAt: null, outcomeCode: null });
    expect(timeline.captured).toMatchObject({
      closedAt: '2026-10-01T10:00:00.000Z',
      outcomeCode: 'goals_met',
    });
  });

  it('is possible to the last instant of the window and not after', () => {
    const window = { reopenWindowDays: 10 };

    expect(take(closed('2026-10-26T14:30:00Z'), aCommand('reopen'), window).changes.status).toBe(
      'reopened',
    );
    expect(() => take(closed('2026-10-26T14:29:59Z'), aCommand('reopen'), window)).toThrow(
      refusal('referral/reopen-window-passed'),
    );
  });

  it('asks for words when the reason is another', () => {
    expect(() =>
      take(closed('2026-10-01T10:00:00Z'), aCommand('reopen', { reason: 'other' })),
    ).toThrow(refusalAt('referral/reopening-incomplete', '/text'));
  });

  it('is not possible beside a newer open referral, nor for somebody who died', () => {
    expect(() =>
      take(closed('2026-11-01T10:00:00Z'), aCommand('reopen'), { openReferralReference: 'SP-1' }),
    ).toThrow(refusal('referral/open-referral-exists'));
    expect(() => take(closed('2026-11-01T10:00:00Z', 'died'), aCommand('reopen'))).toThrow(
      refusal('referral/reopen-not-possible'),
    );
  });
});
