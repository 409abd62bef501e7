import { describe, expect, it } from '@jest/globals';
import { submissionFacts } from '#test/support/factories/domain-facts.js';
import { assertAnswered, assertSubmittable, submissionErrors } from './submission.js';

const codesOf = (overrides: Parameters<typeof submissionFacts>[0]) =>
  submissionErrors(submissionFacts(overrides)).map(({ pointer, code }) => [pointer, code]);

describe('sending a referral', () => {
  it('is possible when everything is answered', () => {
    expect(() => assertSubmittable(submissionFacts())).not.toThrow();
  });

  it.each([
    [{ nhsNumber: null }, '/nhsNumber', 'nhs_number_required'],
    [{ nhsNumber: '9990000019' }, '/nhsNumber', 'nhs_number_check_digit'],
    [{ riskAnswer: null }, '/riskAnswer', 'risk_required'],
    [{ riskAnswer: 'risk_recorded' as const }, '/riskText', 'risk_text_required'],
    [{ shareChoice: null }, '/shareChoice', 'share_choice_required'],
    [{ shareChoice: 'not_agreed' as const }, '/shareChoice', 'share_not_agreed'],
    [{ needs: [] }, '/needs', 'needs_required'],
    [{ reasonText: '  ' }, '/reasonText', 'reason_required'],
    [{ senderOdsCode: null }, '/senderOdsCode', 'sender_required'],
    [{ practiceOdsCode: null }, '/practiceOdsCode', 'practice_required'],
    [{ preferredContact: null }, '/preferredContact', 'contact_required'],
    [{ accessibleNeeds: null }, '/accessibleNeeds', 'accessible_needs_required'],
  ])('asks for what is missing: %o', (overrides, pointer, code) => {
    expect(codesOf(overrides)).toEqual([[pointer, code]]);
  });

  it('takes a coded reason in place of an NHS number', () => {
    const facts = { nhsNumber: null, nhsNumberAbsentReason: 'overseas_patient' as const };

    expect(codesOf(facts)).toEqual([]);
  });

  it('takes "no access needs" as an answer', () => {
    expect(codesOf({ accessibleNeeds: [] })).toEqual([]);
  });

  it('names every gap at once', () => {
    expect(codesOf({ needs: [], riskAnswer: null, reasonText: null })).toHaveLength(3);
  });

  it('refuses a second open referral unless somebody says why', () => {
    const open = { openReferralReference: 'SP-25000-1' };

    expect(() => assertSubmittable(submissionFacts(open))).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'referral/open-referral-exists' }),
    );
    expect(() => assertSubmittable(submissionFacts({ ...open, overrideReason: ' ' }))).toThrow();
    expect(() =>
      assertSubmittable(submissionFacts({ ...open, overrideReason: 'Another need' })),
    ).not.toThrow();
  });

  it('judges the new answers alone for a person who is known', () => {
    expect(() => assertAnswered(submissionFacts({ nhsNumber: null }))).not.toThrow();
    expect(() => assertAnswered(submissionFacts({ needs: [] }))).toThrow(
      expect.objectContaining({ code: 'referral/incomplete' }),
    );
  });
});
