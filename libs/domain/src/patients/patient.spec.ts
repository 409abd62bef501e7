import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../shared/domain-error.js';
import { displayNameOf, type PatientInput, validatePatient } from './patient.js';

const TODAY = '2026-11-05';

const aPatient = (overrides: Partial<PatientInput> = {}): PatientInput => ({
  nhsNumber: '999 000 0018',
  nhsNumberAbsentReason: null,
  givenName: ' Margaret ',
  familyName: "O'Brien",
  preferredName: null,
  title: null,
  pronouns: null,
  birthDate: '1948-02-29',
  gender: 'female',
  ethnicity: 'A',
  sexualOrientation: null,
  carerStatus: null,
  language: 'en',
  interpreterRequired: false,
  writtenFormat: null,
  mobilePhone: '07700 900123',
  homePhone: '(01632) 960 123',
  email: 'Margaret@Example.ORG',
  addressLines: ['1 Test Street', 'Oxford'],
  postcode: 'ox12jd',
  preferredMethod: 'phone',
  ...overrides,
});

function errorsOf(overrides: Partial<PatientInput>): [string, string][] {
  try {
    validatePatient(aPatient(overrides), TODAY);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error).toMatchObject({ kind: 'invalid', code: 'patient/invalid' });
    return error.errors.map(({ pointer, code }) => [pointer, code]);
  }
}

describe('details of a person', () => {
  it('are stored in one form', () => {
    expect(validatePatient(aPatient(), TODAY)).toMatchObject({
      nhsNumber: '9990000018',
      givenName: 'Margaret',
      mobilePhone: '+447700900123',
      homePhone: '+441632960123',
      email: 'Margaret@example.org',
      postcode: 'OX1 2JD',
    });
  });

  it('may be few: names, date of birth, and why there is no NHS number', () => {
    const few = aPatient({
      nhsNumber: null,
      nhsNumberAbsentReason: 'nhs_number_not_known',
      gender: null,
      ethnicity: null,
      language: null,
      mobilePhone: null,
      homePhone: null,
      email: null,
      addressLines: [],
      postcode: null,
      preferredMethod: null,
    });

    expect(() => validatePatient(few, TODAY)).not.toThrow();
  });

  it.each<[Partial<PatientInput>, string, string]>([
    [{ nhsNumber: null }, '/nhsNumber', 'nhs_number_required'],
    [{ nhsNumber: '9990000019' }, '/nhsNumber', 'nhs_number_check_digit'],
    [
      { nhsNumberAbsentReason: 'overseas_patient' },
      '/nhsNumberAbsentReason',
      'reason_not_expected',
    ],
    [{ givenName: ' ' }, '/givenName', 'text_blank'],
    [{ familyName: 'a'.repeat(36) }, '/familyName', 'text_too_long'],
    [{ familyName: 'a\u202Eb' }, '/familyName', 'text_has_control_characters'],
    [{ preferredName: 'a'.repeat(71) }, '/preferredName', 'text_too_long'],
    [{ birthDate: '2026-02-29' }, '/birthDate', 'date_not_real'],
    [{ birthDate: '1899-12-31' }, '/birthDate', 'date_too_early'],
    [{ birthDate: '2026-11-06' }, '/birthDate', 'date_in_future'],
    [{ gender: 'two words' }, '/gender', 'code_form'],
    [{ mobilePhone: '01632 960123' }, '/mobilePhone', 'mobile_form'],
    [{ mobilePhone: '07700 90012' }, '/mobilePhone', 'mobile_form'],
    [{ homePhone: '12345' }, '/homePhone', 'phone_form'],
    [{ email: 'margaret@' }, '/email', 'email_form'],
    [{ postcode: 'OX1' }, '/postcode', 'postcode_form'],
    [{ addressLines: ['1', '2', '3', '4', '5', '6'] }, '/addressLines', 'too_many_lines'],
    [{ addressLines: ['ok', ''] }, '/addressLines/1', 'text_blank'],
  ])('ask for a change: %o', (overrides, pointer, code) => {
    expect(errorsOf(overrides)).toEqual([[pointer, code]]);
  });

  it('take the first and the last possible day of birth', () => {
    expect(errorsOf({ birthDate: '1900-01-01' })).toEqual([]);
    expect(errorsOf({ birthDate: TODAY })).toEqual([]);
  });

  it.each([
    { familyName: 'a'.repeat(35) },
    { givenName: 'X' },
    { familyName: 'Null' },
    { givenName: 'Siân', familyName: 'Llŷr' },
    { givenName: 'שרה' },
  ])('are taken as they are: %o', (overrides) => {
    expect(errorsOf(overrides)).toEqual([]);
  });

  it('name everything that is wrong at once', () => {
    expect(errorsOf({ givenName: '', birthDate: 'x', email: 'x' })).toHaveLength(3);
  });

  it('call people by the name they prefer', () => {
    expect(displayNameOf(aPatient({ givenName: 'Margaret', preferredName: 'Peggy' }))).toBe(
      "Peggy O'Brien",
    );
    expect(displayNameOf(aPatient({ givenName: 'Margaret' }))).toBe("Margaret O'Brien");
  });
});
