import { describe, expect, it } from '@jest/globals';
import {
  CLOSURE_REASONS,
  type ClosureChoice,
  closureCode,
  type ClosureDetail,
  closureDetailsOf,
  closureErrors,
  closureOfCode,
  nhsClosureCode,
} from './closure.js';
import { nhsRejectionCode, reasonTextErrors, REJECTION_REASONS } from './rejection.js';
import { referralFlags } from './referral-flags.js';

describe('closure reasons', () => {
  const everyChoice: Pick<ClosureChoice, 'reason' | 'detail'>[] = CLOSURE_REASONS.flatMap(
    (reason) => {
      const details: readonly (ClosureDetail | null)[] = closureDetailsOf(reason);
      return (details.length === 0 ? [null] : details).map((detail) => ({ reason, detail }));
    },
  );

  it.each(everyChoice)('finds %o again from the one code that is stored', (choice) => {
    expect(closureOfCode(closureCode(choice))).toEqual(choice);
  });

  it('uses no code in both levels or twice', () => {
    const codes = CLOSURE_REASONS.flatMap((reason) => [reason, ...closureDetailsOf(reason)]);

    expect(new Set(codes).size).toBe(codes.length);
  });

  it('knows no other code', () => {
    expect(closureOfCode('bored')).toBeNull();
  });

  it.each([
    ['goals_met', null, '02'],
    ['person_declined', 'declined_before_contact', '09'],
    ['person_declined', 'declined_after_plan', '07'],
    ['health_changed', 'admitted_to_hospital', '01'],
    ['health_changed', 'health_worse', '04'],
    ['moved_out_of_area', null, '03'],
    ['disengaged_after_start', null, '05'],
    ['died', null, '06'],
    ['referred_to_other_service', 'to_social_care', '08'],
    ['other', null, null],
    ['unable_to_contact', null, null],
  ] as const)('maps %s %s to the national code %s', (reason, detail, code) => {
    expect(nhsClosureCode({ reason, detail })).toBe(code);
  });

  it('lets "other" stand only with words', () => {
    expect(closureErrors({ reason: 'other', detail: null, text: ' ' })).toHaveLength(1);
    expect(closureErrors({ reason: 'other', detail: null, text: 'Joined a choir' })).toEqual([]);
  });

  it('asks for the second level where there is one, of the right first level', () => {
    expect(closureErrors({ reason: 'service_ended', detail: null, text: null })).toHaveLength(1);
    expect(
      closureErrors({ reason: 'service_ended', detail: 'mis_referred', text: null }),
    ).toHaveLength(1);
    expect(closureErrors({ reason: 'service_ended', detail: 'no_capacity', text: null })).toEqual(
      [],
    );
  });
});

describe('other reasons', () => {
  it('maps rejections to the three national codes, or to none', () => {
    expect(REJECTION_REASONS.map(nhsRejectionCode)).toEqual([
      '01',
      '02',
      '03',
      '02',
      '02',
      null,
      null,
    ]);
  });

  it('needs words for "other" and for what a step names', () => {
    expect(reasonTextErrors('other', null, '/text')).toHaveLength(1);
    expect(reasonTextErrors('duplicate', null, '/text')).toEqual([]);
    expect(reasonTextErrors('duplicate', null, '/text', ['duplicate'])).toHaveLength(1);
    expect(reasonTextErrors('other', 'Because', '/text')).toEqual([]);
  });
});

describe('flags', () => {
  const calm = {
    today: '2026-11-05',
    nextStepOn: '2026-11-05',
    shareConsentValid: true,
    openSafeguardingConcerns: 0,
  };
  const active = { status: 'active', priority: '1' } as const;

  it('is calm when all is well, also on the day the step is due', () => {
    expect(referralFlags(active, calm)).toEqual({
      urgent: false,
      overdue: false,
      consentExpired: false,
      safeguardingOpen: false,
    });
  });

  it('may raise every flag beside any status', () => {
    const facts = {
      today: '2026-11-06',
      nextStepOn: '2026-11-05',
      shareConsentValid: false,
      openSafeguardingConcerns: 1,
    };

    expect(referralFlags({ ...active, priority: '2' }, facts)).toEqual({
      urgent: true,
      overdue: true,
      consentExpired: true,
      safeguardingOpen: true,
    });
  });

  it('is late for nobody whose episode has ended', () => {
    const facts = { ...calm, today: '2026-12-01', shareConsentValid: false };

    expect(referralFlags({ ...active, status: 'closed' }, facts)).toMatchObject({
      overdue: false,
      consentExpired: false,
    });
  });
});
