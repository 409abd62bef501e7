import { describe, expect, it } from '@jest/globals';
import { referralFacts, submissionFacts } from '#test/support/factories/domain-facts.js';
import { aCommand, allFacts } from '#test/support/factories/referral-commands.js';
import type { Referral } from './referral.js';
import type { LinkWorkerFacts, ReferralCommand, ReferralFacts } from './referral-command.js';
import { transitionReferral } from './referral-lifecycle.js';

const NOW = new Date('2026-11-05T14:30:00Z');

const take = (
  referral: Partial<Referral>,
  command: ReferralCommand,
  facts: Partial<ReferralFacts> = {},
) => transitionReferral(Object.freeze(referralFacts(referral)), command, allFacts(facts), NOW);

const refusal = (code: string) => expect.objectContaining({ code });
const refusalAt = (code: string, pointer: string) =>
  expect.objectContaining({
    kind: 'invalid',
    code,
    errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
  });

describe('sending', () => {
  it('captures who sent it, for which practice, the needs and how to reach the person', () => {
    const { changes, timeline } = take({ status: 'draft', submittedAt: null }, aCommand('submit'));

    expect(changes).toEqual({ status: 'submitted', submittedAt: NOW });
    expect(timeline.captured).toMatchObject({
      senderOdsCode: 'X26999',
      practiceOdsCode: 'X26999',
      needs: ['loneliness'],
      preferredContact: 'phone',
      accessibleNeeds: [],
      riskAnswer: 'no_known_risk',
      shareChoice: 'agreed',
    });
  });

  it('refuses a draft with gaps', () => {
    const submission = submissionFacts({ needs: [] });

    expect(() => take({ status: 'draft' }, aCommand('submit'), { submission })).toThrow(
      refusalAt('referral/incomplete', '/needs'),
    );
  });

  it('keeps why there is a second open referral', () => {
    const submission = submissionFacts({
      openReferralReference: 'SP-25000-1',
      overrideReason: 'Another need',
    });

    const { timeline } = take({ status: 'draft' }, aCommand('submit'), { submission });

    expect(timeline.captured).toMatchObject({
      openReferralReference: 'SP-25000-1',
      overrideReason: 'Another need',
    });
  });

  it('stops when what it has to judge was not given', () => {
    expect(() => take({ status: 'draft' }, aCommand('submit'), { submission: undefined })).toThrow(
      'The fact "submission" is needed for this step.',
    );
  });
});

describe('triage', () => {
  it('captures the reason, the words and the alternative of a rejection', () => {
    const { changes, timeline } = take({ status: 'triage' }, aCommand('reject'));

    expect(changes).toMatchObject({ outcomeCode: 'inappropriate', closedAt: NOW });
    expect(timeline.captured).toEqual({
      reason: 'inappropriate',
      nhsCode: '02',
      text: null,
      suggestedAlternative: 'The falls clinic',
    });
  });

  it.each(['incomplete', 'other'] as const)('asks for words when it rejects as %s', (reason) => {
    expect(() => take({}, aCommand('reject', { reason, text: ' ' }))).toThrow(
      refusalAt('referral/rejection-incomplete', '/text'),
    );
  });

  it('links a redirected referral to the service that takes it', () => {
    const { changes, timeline } = take({ status: 'triage' }, aCommand('redirect'));

    expect(changes).toMatchObject({ status: 'redirected', redirectedTo: 'provider-2' });
    expect(timeline.captured).toMatchObject({ newProviderId: 'provider-2', reason: 'out_of_area' });
  });

  it('does not redirect to the same service', () => {
    expect(() => take({}, aCommand('redirect', { newProviderId: 'provider-1' }))).toThrow(
      refusalAt('referral/redirection-incomplete', '/newProviderId'),
    );
  });

  it.each([
    { providerId: 'provider-2', active: true, acceptsCriteria: false },
    { providerId: 'provider-2', active: false, acceptsCriteria: true },
    { providerId: 'provider-3', active: true, acceptsCriteria: true },
  ])('does not redirect to a service that does not take the person: %o', (receivingService) => {
    expect(() => take({}, aCommand('redirect'), { receivingService })).toThrow(
      refusal('referral/receiving-service-refuses'),
    );
  });

  it('accepts at once, without triage', () => {
    expect(take({ status: 'submitted' }, aCommand('accept')).changes.status).toBe('accepted');
  });
});

describe('allocation', () => {
  const worker: LinkWorkerFacts = {
    membershipId: 'worker-2',
    organisationId: 'provider-1',
    active: true,
    openReferrals: 30,
    caseloadLimit: 30,
  };

  it.each([
    ['of another service', { organisationId: 'provider-2' }],
    ['who has left', { active: false }],
    ['other than the one that was looked up', { membershipId: 'worker-9' }],
  ])('refuses a link worker %s', (_what, overrides) => {
    const linkWorker = { ...worker, openReferrals: 0, ...overrides };

    expect(() => take({ status: 'accepted' }, aCommand('allocate'), { linkWorker })).toThrow(
      refusalAt('referral/link-worker-not-active', '/linkWorkerId'),
    );
  });

  it('refuses to fill a caseload over its limit', () => {
    expect(() =>
      take({ status: 'accepted' }, aCommand('allocate'), { linkWorker: worker }),
    ).toThrow(refusal('referral/caseload-full'));
  });

  it('goes over the limit for a reason, and keeps it', () => {
    const command = aCommand('allocate', { overrideReason: ' Speaks Welsh ' });

    const { timeline } = take({ status: 'accepted' }, command, { linkWorker: worker });

    expect(timeline.captured).toMatchObject({ overrideReason: 'Speaks Welsh' });
  });

  it('knows no limit when the team sets none', () => {
    const linkWorker = { ...worker, caseloadLimit: null };

    expect(take({ status: 'accepted' }, aCommand('allocate'), { linkWorker }).changes.status).toBe(
      'allocated',
    );
  });

  it('refuses to allocate to the one who has it', () => {
    expect(() =>
      take({ status: 'active', linkWorkerId: 'worker-2' }, aCommand('allocate')),
    ).toThrow(refusal('referral/already-allocated'));
  });
});

describe('contacting', () => {
  it('keeps the first time somebody tried', () => {
    const first = new Date('2026-10-01T09:00:00Z');
    const start = aCommand('start_contacting');

    expect(take({ status: 'allocated', linkWorkerId: 'w' }, start).changes.firstContactAt).toEqual(
      NOW,
    );
    expect(
      take({ status: 'reopened', linkWorkerId: 'w', firstContactAt: first }, start).changes
        .firstContactAt,
    ).toEqual(first);
  });

  it('needs a link worker', () => {
    expect(() => take({ status: 'allocated' }, aCommand('start_contacting'))).toThrow(
      refusal('referral/no-link-worker'),
    );
  });

  it('captures who declined what, with the national code for a no to the service', () => {
    const { timeline } = take({ status: 'contacting' }, aCommand('decline'));

    expect(timeline.captured).toMatchObject({
      what: 'link_worker_service',
      reason: 'has_help_already',
      snomedCode: '871711000000103',
    });
  });

  it('does not code a no to something else as a no to the service', () => {
    const command = aCommand('decline', { what: 'sharing_information' });

    expect(take({ status: 'contacting' }, command).timeline.captured).toMatchObject({
      snomedCode: null,
    });
  });

  it('gives nobody up before the policy is met', () => {
    const givingUp = { policyVersion: '2026-1', met: false, lastAttemptAt: NOW };

    expect(() =>
      take({ status: 'contacting' }, aCommand('mark_unable_to_contact'), { givingUp }),
    ).toThrow(refusal('referral/giving-up-policy-not-met'));
  });

  it.each([
    ['policy', { policyVersion: '2025-1' }],
    ['last attempt', { lastAttemptAt: NOW }],
  ])('refuses a decision made on another %s', (_what, overrides) => {
    const command = aCommand('mark_unable_to_contact', overrides);

    expect(() => take({ status: 'contacting' }, command)).toThrow(
      refusal('referral/giving-up-policy-changed'),
    );
  });

  it('keeps the policy version and the last attempt of a giving up', () => {
    const { changes, timeline } = take(
      { status: 'contacting' },
      aCommand('mark_unable_to_contact'),
    );

    expect(changes.outcomeCode).toBe('unable_to_contact');
    expect(timeline.captured).toEqual({
      policyVersion: '2026-1',
      lastAttemptAt: '2026-11-04T10:00:00.000Z',
    });
  });
});

describe('side exits', () => {
  it('takes a referral back for a coded reason, and keeps the comment', () => {
    const command = aCommand('withdraw', { reason: 'other', comment: 'Sent twice by mistake' });

    const { changes, timeline } = take({ status: 'waiting' }, command);

    expect(changes).toMatchObject({ outcomeCode: 'other', outcomeText: 'Sent twice by mistake' });
    expect(timeline.captured).toEqual({ reason: 'other', comment: 'Sent twice by mistake' });
  });

  it('asks for words when the reason is another', () => {
    expect(() => take({}, aCommand('withdraw', { reason: 'other', comment: null }))).toThrow(
      refusalAt('referral/withdrawal-incomplete', '/comment'),
    );
  });

  it('marks a mistake only with what it was', () => {
    expect(() => take({}, aCommand('enter_in_error', { reason: '  ' }))).toThrow(
      refusalAt('referral/error-reason-missing', '/reason'),
    );
  });
});
