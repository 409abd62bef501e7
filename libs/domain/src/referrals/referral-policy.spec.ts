import { describe, expect, it } from '@jest/globals';
import type { Actor } from '../access/actor.js';
import { actorFacts, referralFacts } from '#test/support/factories/domain-facts.js';
import { REFERRAL_STATUSES } from './referral.js';
import { REFERRAL_COMMAND_TYPES } from './referral-lifecycle.js';
import {
  authorizeReferral,
  mayOnReferral,
  permittedCommands,
  type ReferralAction,
  referralAudience,
} from './referral-policy.js';

const practice = { organisationId: 'practice-1', organisationKind: 'gp_practice' } as const;

const SENDER = actorFacts({ ...practice, role: 'referrer', membershipId: 'referrer-1' });
const SAME_PRACTICE = actorFacts({ ...practice, role: 'referrer', membershipId: 'referrer-2' });
const OTHER_PRACTICE = actorFacts({ ...practice, role: 'referrer', organisationId: 'practice-2' });
const ASSIGNED = actorFacts({ membershipId: 'worker-1' });
const COLLEAGUE = actorFacts({ membershipId: 'worker-2' });
const LEAD = actorFacts({ role: 'team_lead', membershipId: 'lead-1' });
const OTHER_WORKER = actorFacts({ organisationId: 'provider-2' });
const OTHER_LEAD = actorFacts({ role: 'team_lead', organisationId: 'provider-2' });
const VENUE = actorFacts({ role: 'venue_staff', organisationKind: 'venue_provider' });
const ADMINISTRATOR = actorFacts({ role: 'administrator' });
const AUDITOR = actorFacts({ role: 'auditor' });
const PRACTICE_ADMINISTRATOR = actorFacts({ ...practice, role: 'administrator' });

const OURS = referralFacts({ status: 'active', linkWorkerId: 'worker-1' });
const DRAFT = referralFacts({ status: 'draft' });

describe('who reads a referral', () => {
  it.each<[string, Actor, string | null]>([
    ['the referrer who sent it', SENDER, 'referrer'],
    ['another referrer of the same practice', SAME_PRACTICE, 'referrer'],
    ['the assigned link worker', ASSIGNED, 'assigned'],
    ['a colleague of the same service', COLLEAGUE, 'colleague'],
    ['the team lead', LEAD, 'lead'],
    ['a referrer of another practice', OTHER_PRACTICE, null],
    ['a link worker of another service', OTHER_WORKER, null],
    ['a team lead of another service', OTHER_LEAD, null],
    ['venue staff', VENUE, null],
    ['an administrator of the service', ADMINISTRATOR, null],
    ['an administrator of the practice', PRACTICE_ADMINISTRATOR, null],
    ['an auditor', AUDITOR, null],
  ])('%s', (_who, actor, audience) => {
    expect(referralAudience(actor, OURS)).toBe(audience);
    expect(mayOnReferral(actor, 'read', OURS)).toBe(audience !== null);
  });

  it('shows a draft to the practice alone', () => {
    const draft = { ...DRAFT, linkWorkerId: 'worker-1' };

    expect(referralAudience(SENDER, draft)).toBe('referrer');
    expect([LEAD, ASSIGNED, COLLEAGUE].map((actor) => referralAudience(actor, draft))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('shows a colleague no more than a summary', () => {
    expect(mayOnReferral(COLLEAGUE, 'read_in_full', OURS)).toBe(false);
    expect(mayOnReferral(ASSIGNED, 'read_in_full', OURS)).toBe(true);
  });

  it('does not take a membership in one service for one in another', () => {
    const sameMembershipElsewhere = actorFacts({ organisationId: 'provider-2' });

    expect(referralAudience(sameMembershipElsewhere, OURS)).toBeNull();
  });
});

describe('who may do what', () => {
  const may = (actor: Actor, status = OURS.status) =>
    REFERRAL_COMMAND_TYPES.filter((type) => mayOnReferral(actor, type, { ...OURS, status }));

  it('lets the sender send and take back', () => {
    expect(may(SENDER)).toEqual(['submit', 'withdraw']);
    expect(may(SENDER, 'draft')).toEqual(['submit', 'withdraw', 'enter_in_error']);
  });

  it('lets the assigned link worker do the work with the person', () => {
    expect(may(ASSIGNED)).toEqual([
      'start_contacting',
      'decline',
      'mark_unable_to_contact',
      'engage',
      'assess',
      'agree_plan',
      'activate',
      'hold',
      'resume',
      'mark_review_due',
      'complete_review',
      'close',
      'reopen',
      'withdraw',
    ]);
  });

  it('lets the team lead take in, share out and end', () => {
    expect(may(LEAD)).toEqual([
      'start_triage',
      'reject',
      'redirect',
      'accept',
      'await_capacity',
      'allocate',
      'mark_unable_to_contact',
      'hold',
      'resume',
      'mark_review_due',
      'close',
      'reopen',
      'withdraw',
      'enter_in_error',
    ]);
  });

  it.each([
    ['a colleague', COLLEAGUE],
    ['another service', OTHER_LEAD],
    ['another practice', OTHER_PRACTICE],
    ['venue staff', VENUE],
    ['an administrator', ADMINISTRATOR],
    ['an auditor', AUDITOR],
  ])('lets %s do nothing', (_who, actor) => {
    expect(REFERRAL_STATUSES.flatMap((status) => may(actor, status))).toEqual([]);
  });

  it.each<ReferralAction>(['record_contact', 'find_match', 'arrange_placement'])(
    'lets the assigned link worker and the lead %s while it is open',
    (action) => {
      expect([ASSIGNED, LEAD].map((actor) => mayOnReferral(actor, action, OURS))).toEqual([
        true,
        true,
      ]);
      expect(mayOnReferral(ASSIGNED, action, { ...OURS, status: 'closed' })).toBe(false);
      expect(mayOnReferral(COLLEAGUE, action, OURS)).toBe(false);
    },
  );

  it('lets a link worker take one that waits for somebody, and no other', () => {
    const waiting = { ...OURS, linkWorkerId: null, status: 'accepted' } as const;

    expect(mayOnReferral(COLLEAGUE, 'take', waiting)).toBe(true);
    expect(mayOnReferral(COLLEAGUE, 'take', OURS)).toBe(false);
    expect(mayOnReferral(COLLEAGUE, 'take', { ...waiting, status: 'submitted' })).toBe(false);
    expect(mayOnReferral(OTHER_WORKER, 'take', waiting)).toBe(false);
    expect(mayOnReferral(LEAD, 'take', waiting)).toBe(false);
  });

  it('offers the commands that both the status and the policy allow', () => {
    expect(permittedCommands(ASSIGNED, OURS)).toEqual([
      'hold',
      'mark_review_due',
      'close',
      'withdraw',
    ]);
    expect(permittedCommands(COLLEAGUE, OURS)).toEqual([]);
    expect(permittedCommands(SENDER, DRAFT)).toEqual(['submit', 'enter_in_error']);
  });
});

describe('refusing', () => {
  it('says that there is no such referral to whoever may not see it', () => {
    expect(() => authorizeReferral(OTHER_LEAD, 'allocate', OURS)).toThrow(
      expect.objectContaining({ kind: 'not_found', code: 'referral/not-found' }),
    );
  });

  it('says that a step is not theirs to whoever may see it', () => {
    expect(() => authorizeReferral(COLLEAGUE, 'close', OURS)).toThrow(
      expect.objectContaining({ kind: 'forbidden', code: 'referral/action-forbidden' }),
    );
  });

  it('lets through what is theirs', () => {
    expect(() => authorizeReferral(ASSIGNED, 'close', OURS)).not.toThrow();
  });
});
