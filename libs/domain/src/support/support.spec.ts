import { describe, expect, it } from '@jest/globals';
import { ALLOCATED_STATUSES, REFERRAL_STATUSES } from '../referrals/referral.js';
import { nextStatus } from '../referrals/referral-lifecycle.js';
import {
  attemptsSinceReached,
  commandsAfterContact,
  CONTACT_OUTCOMES,
  type ContactAttempt,
  consultationMedium,
  defaultNextStep,
  snomedOfContact,
} from './contact.js';
import { DEFAULT_GIVING_UP_POLICY, proposeGivingUp } from './giving-up-policy.js';
import { defaultStep } from './next-step.js';

const attempt = (
  day: number,
  mode: ContactAttempt['mode'] = 'phone',
  outcome: ContactAttempt['outcome'] = 'no_answer',
): ContactAttempt => ({ occurredAt: new Date(Date.UTC(2026, 10, day, 10)), mode, outcome });

describe('a contact', () => {
  it('maps its way to the national codes', () => {
    expect(
      (['in_person', 'phone', 'email', 'text', 'letter'] as const).map(consultationMedium),
    ).toEqual(['01', '02', '05', '06', '98']);
  });

  it('is coded only where a code is known', () => {
    expect(snomedOfContact('phone', 'no_answer')).toBe('294631000000100');
    expect(snomedOfContact('phone', 'wrong_number')).toBe('184133001');
    expect(snomedOfContact('text', 'no_answer')).toBeNull();
    expect(snomedOfContact('in_person', 'did_not_want_help')).toBe('871711000000103');
    expect(snomedOfContact('letter', 'moved_away')).toBe('184081006');
    expect(snomedOfContact('phone', 'left_message')).toBeNull();
  });

  it.each([
    ['no_answer', 1, 'call_again', '2026-11-08'],
    ['no_answer', 2, 'call_again', '2026-11-08'],
    ['no_answer', 3, 'send_letter', '2026-11-06'],
    ['left_message', 3, 'send_letter', '2026-11-06'],
    ['left_message', 1, 'call_again', '2026-11-08'],
    ['wrong_number', 3, 'check_number', '2026-11-06'],
    ['spoke', 1, 'have_first_conversation', '2026-11-12'],
    ['call_back_later', 1, 'call_back_agreed', '2026-11-08'],
    ['sent', 4, 'wait_for_reply', '2026-11-12'],
    ['moved_away', 1, 'close_referral', '2026-11-06'],
  ] as const)('with %s, unanswered %d, proposes %s on %s', (outcome, unanswered, step, on) => {
    expect(defaultNextStep(outcome, unanswered, '2026-11-05')).toEqual({ step, on });
  });

  it('proposes nothing after a no', () => {
    expect(defaultNextStep('did_not_want_help', 1, '2026-11-05')).toBeNull();
  });

  it.each([
    ['allocated', 'no_answer', ['start_contacting']],
    ['allocated', 'spoke', ['start_contacting', 'engage']],
    ['allocated', 'did_not_want_help', ['start_contacting', 'decline']],
    ['contacting', 'no_answer', []],
    ['contacting', 'spoke', ['engage']],
    ['contacting', 'call_back_later', []],
    ['contacting', 'did_not_want_help', ['decline']],
    ['active', 'spoke', []],
    ['active', 'did_not_want_help', []],
    ['reopened', 'spoke', []],
    ['submitted', 'spoke', []],
  ] as const)('in %s with %s brings %j', (status, outcome, commands) => {
    expect(commandsAfterContact(status, outcome)).toEqual(commands);
  });

  it('brings only steps that the lifecycle has', () => {
    for (const status of REFERRAL_STATUSES) {
      for (const outcome of CONTACT_OUTCOMES) {
        let reached: typeof status | null = status;
        for (const command of commandsAfterContact(status, outcome)) {
          reached = reached && nextStatus(reached, command);
        }
        expect(reached).not.toBeNull();
      }
    }
  });

  it('starts the count again once the person was reached', () => {
    const attempts = [attempt(5), attempt(3, 'phone', 'spoke'), attempt(1), attempt(7)];

    expect(attemptsSinceReached(attempts).map(({ occurredAt }) => occurredAt.getUTCDate())).toEqual(
      [5, 7],
    );
  });
});

describe('giving up', () => {
  const enough = [attempt(1), attempt(4), attempt(8), attempt(11, 'letter', 'sent')];
  const propose = (attempts: ContactAttempt[]) =>
    proposeGivingUp(attempts, DEFAULT_GIVING_UP_POLICY);

  it('is proposed when everything agreed was tried', () => {
    expect(propose(enough)).toEqual({
      policyVersion: '2026-1',
      met: true,
      lastAttemptAt: new Date('2026-11-11T10:00:00Z'),
      gaps: [],
    });
  });

  it.each<[string, ContactAttempt[]]>([
    ['more_attempts', enough.filter((_, i) => i !== 1)],
    ['more_days', [attempt(2), attempt(4), attempt(8), attempt(11, 'letter', 'sent')]],
    ['letter_not_sent', [attempt(1), attempt(4), attempt(8), attempt(11, 'text', 'sent')]],
  ])('is not proposed yet: %s', (gap, attempts) => {
    expect(propose(attempts)).toMatchObject({ met: false, gaps: [gap] });
  });

  it('asks for another way of contact', () => {
    const policy = { ...DEFAULT_GIVING_UP_POLICY, letterRequired: false };
    const byPhone = [attempt(1), attempt(4), attempt(8), attempt(11)];

    expect(proposeGivingUp(byPhone, policy).gaps).toEqual(['another_channel']);
  });

  it('lists all that is left when nobody tried', () => {
    expect(propose([])).toEqual({
      policyVersion: '2026-1',
      met: false,
      lastAttemptAt: null,
      gaps: ['more_attempts', 'another_channel', 'more_days', 'letter_not_sent'],
    });
  });

  it('forgets the attempts before the person was last reached', () => {
    expect(propose([...enough, attempt(12, 'phone', 'spoke')]).met).toBe(false);
  });

  it('counts days by the calendar, also across a clock change', () => {
    const policy = { ...DEFAULT_GIVING_UP_POLICY, minAttempts: 2, minDays: 1 };
    const acrossTheChange = [
      { ...attempt(1), occurredAt: new Date('2026-10-24T22:30:00Z') },
      { ...attempt(1, 'letter', 'sent'), occurredAt: new Date('2026-10-24T23:30:00Z') },
    ];

    expect(proposeGivingUp(acrossTheChange, policy).met).toBe(true);
  });
});

describe('next step', () => {
  it('fits every status in which somebody is responsible', () => {
    expect(ALLOCATED_STATUSES.map(defaultStep)).toEqual([
      'first_contact',
      'call_again',
      'have_first_conversation',
      'agree_plan',
      'arrange_activity',
      'check_in',
      'check_in',
      'review_plan',
      'check_in',
    ]);
  });
});
