import { describe, expect, it } from '@jest/globals';
import { referralFacts } from '#test/support/factories/domain-facts.js';
import { aCommand, allFacts } from '#test/support/factories/referral-commands.js';
import {
  ALLOCATED_STATUSES,
  isOpen,
  isTerminal,
  REFERRAL_STATUSES,
  type ReferralStatus,
} from './referral.js';
import type { ReferralCommandType } from './referral-command.js';
import {
  availableCommands,
  EVENT_OF,
  nextStatus,
  REFERRAL_COMMAND_TYPES,
  transitionReferral,
} from './referral-lifecycle.js';

const NOW = new Date('2026-11-05T14:30:00Z');

/** Written out by hand from the domain rules; every pair that is not here must be refused. */
const ALLOWED: Record<ReferralStatus, Partial<Record<ReferralCommandType, ReferralStatus>>> = {
  draft: { submit: 'submitted', enter_in_error: 'entered_in_error' },
  submitted: {
    start_triage: 'triage',
    reject: 'rejected',
    redirect: 'redirected',
    accept: 'accepted',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  triage: {
    reject: 'rejected',
    redirect: 'redirected',
    accept: 'accepted',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  rejected: { enter_in_error: 'entered_in_error' },
  redirected: { enter_in_error: 'entered_in_error' },
  accepted: {
    await_capacity: 'waiting',
    allocate: 'allocated',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  waiting: { allocate: 'allocated', withdraw: 'withdrawn', enter_in_error: 'entered_in_error' },
  allocated: {
    allocate: 'allocated',
    start_contacting: 'contacting',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  contacting: {
    allocate: 'contacting',
    decline: 'declined_by_patient',
    mark_unable_to_contact: 'unable_to_contact',
    engage: 'engaged',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  declined_by_patient: { enter_in_error: 'entered_in_error' },
  unable_to_contact: { enter_in_error: 'entered_in_error' },
  engaged: {
    allocate: 'engaged',
    assess: 'assessed',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  assessed: {
    allocate: 'assessed',
    agree_plan: 'plan_agreed',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  plan_agreed: {
    allocate: 'plan_agreed',
    activate: 'active',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  active: {
    allocate: 'active',
    hold: 'on_hold',
    mark_review_due: 'review_due',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  on_hold: {
    allocate: 'on_hold',
    resume: 'active',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  review_due: {
    allocate: 'review_due',
    complete_review: 'active',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  closed: { reopen: 'reopened', enter_in_error: 'entered_in_error' },
  reopened: {
    allocate: 'reopened',
    start_contacting: 'contacting',
    activate: 'active',
    close: 'closed',
    withdraw: 'withdrawn',
    enter_in_error: 'entered_in_error',
  },
  withdrawn: { enter_in_error: 'entered_in_error' },
  entered_in_error: {},
};

const PAIRS = REFERRAL_STATUSES.flatMap((status) =>
  REFERRAL_COMMAND_TYPES.map((type) => [status, type, ALLOWED[status][type] ?? null] as const),
);

const inStatus = (status: ReferralStatus) =>
  Object.freeze(
    referralFacts({
      status,
      linkWorkerId: 'worker-1',
      allocatedAt: NOW,
      reviewOn: '2026-11-05',
      closedAt: status === 'closed' ? NOW : null,
    }),
  );

describe('referral lifecycle', () => {
  it.each(PAIRS)('takes %s by %s to %s', (status, type, expected) => {
    const referral = inStatus(status);
    const act = () => transitionReferral(referral, aCommand(type), allFacts(), NOW);

    if (expected === null) {
      expect(act).toThrow(
        expect.objectContaining({ kind: 'conflict', code: 'referral/transition-not-allowed' }),
      );
      return;
    }
    const { changes, event, timeline } = act();
    expect(changes.status).toBe(expected);
    expect(event).toMatchObject({
      type: EVENT_OF[type],
      referralId: referral.id,
      status: expected,
      occurredAt: NOW,
    });
    expect(timeline).toMatchObject({ kind: EVENT_OF[type], at: NOW });
  });

  it('offers exactly the commands of the table', () => {
    const offered = Object.fromEntries(
      REFERRAL_STATUSES.map((status) => [status, availableCommands(status).sort()]),
    );

    expect(offered).toEqual(
      Object.fromEntries(
        REFERRAL_STATUSES.map((status) => [status, Object.keys(ALLOWED[status]).sort()]),
      ),
    );
  });

  it('reaches every status from a draft', () => {
    const reached = new Set<ReferralStatus>(['draft']);
    for (const status of reached) {
      for (const type of availableCommands(status)) {
        const next = nextStatus(status, type);
        if (next) reached.add(next);
      }
    }

    expect([...reached].sort()).toEqual([...REFERRAL_STATUSES].sort());
  });

  it('counts every status as a draft, open or ended, and as one of them only', () => {
    const kinds = REFERRAL_STATUSES.map(
      (status) => Number(status === 'draft') + Number(isOpen(status)) + Number(isTerminal(status)),
    );

    expect(new Set(kinds)).toEqual(new Set([1]));
  });

  it.each(REFERRAL_STATUSES.filter(isTerminal).filter((status) => status !== 'closed'))(
    'lets nothing out of %s but the mark of a mistake',
    (status) => {
      expect(availableCommands(status).filter((type) => type !== 'enter_in_error')).toEqual([]);
    },
  );

  it.each(REFERRAL_STATUSES.filter(isOpen))(
    'lets the sender take back one that is %s',
    (status) => {
      expect(availableCommands(status)).toContain('withdraw');
    },
  );

  it('allocates an accepted referral and gives it a first step today', () => {
    const referral = referralFacts({ status: 'accepted' });

    const { changes, event } = transitionReferral(
      referral,
      { type: 'allocate', linkWorkerId: 'worker-2', overrideReason: null },
      allFacts(),
      NOW,
    );

    expect(changes).toEqual({
      status: 'allocated',
      linkWorkerId: 'worker-2',
      allocatedAt: NOW,
      nextStep: 'first_contact',
      nextStepOn: '2026-11-05',
    });
    expect(event.linkWorkerId).toBe('worker-2');
  });

  it('keeps an active referral active, with its next step, when it changes hands', () => {
    const referral = referralFacts({
      status: 'active',
      linkWorkerId: 'worker-1',
      nextStep: 'check_in',
      nextStepOn: '2026-11-20',
    });

    const { changes, timeline } = transitionReferral(
      referral,
      { type: 'allocate', linkWorkerId: 'worker-2', overrideReason: null },
      allFacts(),
      NOW,
    );

    expect(changes).toEqual({ status: 'active', linkWorkerId: 'worker-2', allocatedAt: NOW });
    expect(timeline.captured).toMatchObject({ from: 'worker-1', to: 'worker-2' });
  });

  it('takes the next step that somebody chose', () => {
    const nextStep = { step: 'call_back_agreed', on: '2026-11-09' } as const;

    const { changes } = transitionReferral(
      inStatus('allocated'),
      { type: 'start_contacting' },
      { ...allFacts(), nextStep },
      NOW,
    );

    expect(changes).toMatchObject({ nextStep: 'call_back_agreed', nextStepOn: '2026-11-09' });
  });

  it.each(ALLOCATED_STATUSES)(
    'never leaves a referral that became %s without a next step',
    (to) => {
      const steps = PAIRS.filter(([, , next]) => next === to);

      for (const [from, type] of steps) {
        const before = inStatus(from);
        const { changes } = transitionReferral(before, aCommand(type), allFacts(), NOW);
        expect({ ...before, ...changes }.nextStepOn).not.toBeNull();
      }
    },
  );

  it.each(REFERRAL_STATUSES.filter(isTerminal))(
    'gives one that became %s an end, a reason and no next step',
    (to) => {
      for (const [from, type] of PAIRS.filter(([, , next]) => next === to)) {
        const before = referralFacts({ ...inStatus(from), nextStepOn: '2026-11-20' });
        const { changes } = transitionReferral(before, aCommand(type), allFacts(), NOW);
        expect(changes).toMatchObject({ closedAt: NOW, nextStep: null, nextStepOn: null });
        expect(changes.outcomeCode).toEqual(expect.any(String));
      }
    },
  );

  it('puts identifiers only into the event', () => {
    const keys = PAIRS.filter(([, , next]) => next !== null).flatMap(([status, type]) =>
      Object.keys(transitionReferral(inStatus(status), aCommand(type), allFacts(), NOW).event),
    );

    expect([...new Set(keys)].sort()).toEqual(
      ['linkWorkerId', 'occurredAt', 'referralId', 'status', 'type'].sort(),
    );
  });
});
