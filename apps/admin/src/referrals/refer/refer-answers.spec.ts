import { describe, expect, it } from '@jest/globals';
import type { PatientFound } from '#contract/client.js';
import { addDays, partsOf, today } from '../../words/dates.js';
import {
  checkRefer,
  contactOf,
  EMPTY_ANSWERS,
  type PatientChoice,
  type ReferAnswers,
  referralRequestOf,
} from './refer-answers.js';

const PATIENT: PatientFound = {
  id: '00000000-0000-7000-8000-000000000001',
  nhsNumber: '9990001000',
  givenName: 'Margaret',
  familyName: 'Okafor',
  preferredName: null,
  birthDate: '1951-03-14',
  mobilePhone: '+447700900123',
  email: null,
  safeContact: {
    mayPhone: true,
    mayText: true,
    mayEmail: false,
    mayPost: false,
    mayLeaveMessage: false,
    safeFrom: '09:00',
    safeTo: '17:00',
    codeWord: 'Marigold',
    contactProhibited: false,
    preferredMethod: 'phone',
  },
  openReferrals: [],
};
const KNOWN: PatientChoice = { kind: 'known', patient: PATIENT };

const answers = (changes: Partial<ReferAnswers> = {}): ReferAnswers => ({
  ...EMPTY_ANSWERS,
  ...contactOf(PATIENT),
  providerId: '00000000-0000-7000-8000-000000000002',
  needCodes: ['loneliness'],
  reason: 'Wants company',
  riskStatus: 'no_known_risk',
  agree: true,
  ...changes,
});

const wrong = (changes: Partial<ReferAnswers>, choice: PatientChoice = KNOWN) =>
  Object.entries(checkRefer(answers(changes), choice))
    .filter(([, message]) => message)
    .map(([field]) => field);

describe('what must be put right before a referral is sent', () => {
  it('is nothing for a known patient with a need, a sentence, risk and consent', () => {
    expect(wrong({})).toEqual([]);
  });

  it('never takes consent or the absence of risk for granted', () => {
    expect(wrong({ agree: false })).toEqual(['agree']);
    expect(wrong({ riskStatus: '' })).toEqual(['riskStatus']);
    expect(EMPTY_ANSWERS.agree).toBe(false);
    expect(EMPTY_ANSWERS.riskStatus).toBe('');
  });

  it('asks for the risk in words when there is one', () => {
    expect(wrong({ riskStatus: 'risk_recorded' })).toEqual(['riskDetail']);
  });

  it('asks for a patient, a need and a sentence of at most 500 characters', () => {
    expect(wrong({}, { kind: 'none' })).toEqual(['nhsNumber']);
    expect(wrong({ needCodes: [] })).toEqual(['needCodes']);
    expect(wrong({ reason: ' ' })).toEqual(['reason']);
    expect(wrong({ reason: 'x'.repeat(501) })).toEqual(['reason']);
  });

  it('asks for the number or address that a way of contact needs', () => {
    expect(wrong({ ways: ['text'], mobilePhone: '' })).toEqual(['mobilePhone']);
    expect(wrong({ ways: ['email'] })).toEqual(['email']);
    expect(wrong({ ways: [] })).toEqual(['ways']);
    expect(wrong({ safeTo: '' })).toEqual(['safeTo']);
  });

  it('asks who a new patient is, or why there is no NHS number', () => {
    const choice: PatientChoice = { kind: 'new' };
    expect(wrong({}, choice)).toEqual(['nhsNumber', 'givenName', 'familyName', 'birthDate']);
    const person = { givenName: 'X', familyName: 'Null', birthDate: partsOf('1980-03-31') };
    expect(wrong({ ...person, nhsNumberAbsentReason: 'overseas_patient' }, choice)).toEqual([]);
    const tomorrow = partsOf(addDays(today(), 1));
    expect(wrong({ ...person, nhsNumber: '9990001000', birthDate: tomorrow }, choice)).toEqual([
      'birthDate',
    ]);
  });
});

describe('the request that the answers make', () => {
  it('sends exactly one of patientId and patient', () => {
    expect(referralRequestOf(answers(), KNOWN)).toMatchObject({ patientId: PATIENT.id });
    expect(referralRequestOf(answers(), KNOWN)).not.toHaveProperty('patient');
    const made = referralRequestOf(answers({ nhsNumber: '999 000 1000' }), { kind: 'new' });
    expect(made).not.toHaveProperty('patientId');
    expect(made.patient).toMatchObject({ nhsNumber: '9990001000', nhsNumberAbsentReason: null });
  });

  it('carries the safe-contact choices of the record', () => {
    expect(referralRequestOf(answers(), KNOWN).contact?.safeContact).toEqual(PATIENT.safeContact);
  });
});
