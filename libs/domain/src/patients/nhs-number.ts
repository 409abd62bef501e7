import { invalid } from '../shared/domain-error.js';

/** Why there is no NHS number. Source: UK Core, NHS number unavailable reason. */
export const NHS_NUMBER_ABSENT_REASONS = [
  'nhs_number_not_known',
  'overseas_patient',
  'devolved_nation',
] as const;
export type NhsNumberAbsentReason = (typeof NHS_NUMBER_ABSENT_REASONS)[number];

export type NhsNumberProblem =
  'nhs_number_not_ten_digits' | 'nhs_number_repeated_digit' | 'nhs_number_check_digit';

const PROBLEM_TEXT: Readonly<Record<NhsNumberProblem, string>> = {
  nhs_number_not_ten_digits: 'Enter the 10 digits of the NHS number, with or without spaces',
  nhs_number_repeated_digit: 'Check the NHS number: 10 equal digits are never an NHS number',
  nhs_number_check_digit: 'Check the NHS number: one of the digits is not right',
};

/**
 * What is wrong with an NHS number, or null. Spaces are allowed anywhere; nothing else is removed,
 * because a number with other signs in it was probably copied with something that is not part of it.
 * Ten equal digits may pass the check digit and are refused all the same.
 *
 * Source: NHS Data Dictionary, NHS Number (modulus 11, mandatory).
 */
export function nhsNumberProblem(value: string): NhsNumberProblem | null {
  const digits = withoutSpaces(value);
  if (!/^[0-9]{10}$/.test(digits)) return 'nhs_number_not_ten_digits';
  if (/^(.)\1{9}$/.test(digits)) return 'nhs_number_repeated_digit';
  return hasCheckDigit(digits) ? null : 'nhs_number_check_digit';
}

export const nhsNumberProblemText = (problem: NhsNumberProblem): string => PROBLEM_TEXT[problem];

export const isNhsNumber = (value: string): boolean => nhsNumberProblem(value) === null;

/**
 * The number as ten digits.
 *
 * @throws DomainError `patient/nhs-number-invalid` (invalid)
 */
export function parseNhsNumber(value: string, pointer = '/nhsNumber'): string {
  const problem = nhsNumberProblem(value);
  if (problem) {
    const detail = PROBLEM_TEXT[problem];
    throw invalid('patient/nhs-number-invalid', detail, [{ pointer, code: problem, detail }]);
  }
  return withoutSpaces(value);
}

/**
 * Numbers that start with 9 were never given to a person, so outside test mode one is worth a
 * second look. It is a warning only: sources disagree about what will be issued next.
 */
export function warnsNeverIssued(value: string, testMode: boolean): boolean {
  return !testMode && isNhsNumber(value) && withoutSpaces(value).startsWith('9');
}

/** For reading aloud and comparing: `999 000 0018`. */
export function formatNhsNumber(digits: string): string {
  return `${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
}

/** All that a colleague who is not assigned sees of it. */
export const lastThreeOfNhsNumber = (digits: string): string => digits.slice(-3);

const withoutSpaces = (value: string): string => value.replaceAll(' ', '');

/** Weights 10 to 2 over the first nine digits; 11 counts as 0, and 10 is no digit at all. */
function hasCheckDigit(digits: string): boolean {
  const weighted = [...digits.slice(0, 9)].reduce(
    (sum, digit, place) => sum + Number(digit) * (10 - place),
    0,
  );
  const expected = (11 - (weighted % 11)) % 11;
  return expected === Number(digits[9]);
}
