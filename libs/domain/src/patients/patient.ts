import { type FieldError, invalid } from '../shared/domain-error.js';
import { isRealDate } from '../shared/london-time.js';
import { cleanText, textErrors } from '../shared/text.js';
import { isUkMobile, parseEmail, parsePostcode, parseUkPhone } from './contact-details.js';
import {
  NHS_NUMBER_ABSENT_REASONS,
  type NhsNumberAbsentReason,
  nhsNumberProblem,
  nhsNumberProblemText,
  parseNhsNumber,
} from './nhs-number.js';
import { PREFERRED_METHODS, type PreferredMethod } from './safe-contact.js';

/**
 * The facts of a person that are asked for. Mandatory are names, date of birth and practice; the
 * rest is asked because the minimum data set asks for it, and may stay unknown.
 * Source: PRSB Social Prescribing Information Standard v1.1, Person and Address.
 */
export interface PatientInput {
  readonly nhsNumber: string | null;
  readonly nhsNumberAbsentReason: NhsNumberAbsentReason | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string | null;
  readonly title: string | null;
  readonly pronouns: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  readonly gender: string | null;
  readonly ethnicity: string | null;
  readonly sexualOrientation: string | null;
  readonly carerStatus: string | null;
  readonly language: string | null;
  readonly interpreterRequired: boolean;
  readonly writtenFormat: string | null;
  readonly mobilePhone: string | null;
  readonly homePhone: string | null;
  readonly email: string | null;
  readonly addressLines: readonly string[];
  readonly postcode: string | null;
  readonly preferredMethod: PreferredMethod | null;
}

/** Who somebody is, apart from how they are reached. */
export type PersonFacts = Pick<
  PatientInput,
  | 'nhsNumber'
  | 'nhsNumberAbsentReason'
  | 'givenName'
  | 'familyName'
  | 'preferredName'
  | 'birthDate'
  | 'gender'
  | 'ethnicity'
  | 'language'
  | 'interpreterRequired'
  | 'writtenFormat'
  | 'addressLines'
  | 'postcode'
>;

/** The same facts in the form they are stored in: digits only, E.164, composed text. */
export type PatientFacts = PatientInput;

const EARLIEST_BIRTH_DATE = '1900-01-01';
const MAX_ADDRESS_LINES = 5;
/** Most characters of a field. Source: PRSB Social Prescribing v1.1, maximum lengths. */
const NAME_LENGTHS = {
  givenName: 35,
  familyName: 35,
  preferredName: 70,
  title: 35,
  pronouns: 35,
} as const;
const ADDRESS_LINE_LENGTH = 35;
const CODE = /^[A-Za-z0-9_-]{1,40}$/;
const CODED_FIELDS = [
  'gender',
  'ethnicity',
  'sexualOrientation',
  'carerStatus',
  'language',
  'writtenFormat',
] as const;

/**
 * Judges what was entered about a person and gives it back as it is to be stored.
 *
 * @param today local date, `YYYY-MM-DD`
 * @throws DomainError `patient/invalid` (invalid) with one field error for each thing to put right
 */
export function validatePatient(input: PatientInput, today: string): PatientFacts {
  const errors = [
    ...identityErrors(input),
    ...nameErrors(input),
    ...birthDateErrors(input.birthDate, today),
    ...codeErrors(input),
    ...reachErrors(input),
    ...addressErrors(input),
  ];
  if (errors.length > 0) throw invalid('patient/invalid', 'Some details need attention.', errors);
  return stored(input);
}

/** Who the person is called by: the name they prefer, or else the given name; then the family name. */
export function displayNameOf(
  patient: Pick<PatientInput, 'givenName' | 'familyName' | 'preferredName'>,
): string {
  return `${patient.preferredName ?? patient.givenName} ${patient.familyName}`;
}

function identityErrors({ nhsNumber, nhsNumberAbsentReason }: PatientInput): FieldError[] {
  if (nhsNumber === null) {
    if (nhsNumberAbsentReason && NHS_NUMBER_ABSENT_REASONS.includes(nhsNumberAbsentReason)) {
      return [];
    }
    const detail = 'Enter the NHS number, or say why there is none';
    return [{ pointer: '/nhsNumber', code: 'nhs_number_required', detail }];
  }
  const problem = nhsNumberProblem(nhsNumber);
  if (problem) {
    return [{ pointer: '/nhsNumber', code: problem, detail: nhsNumberProblemText(problem) }];
  }
  if (nhsNumberAbsentReason === null) return [];
  const pointer = '/nhsNumberAbsentReason';
  const detail = 'Leave this empty, as there is an NHS number';
  return [{ pointer, code: 'reason_not_expected', detail }];
}

function nameErrors(input: PatientInput): FieldError[] {
  return (Object.keys(NAME_LENGTHS) as (keyof typeof NAME_LENGTHS)[]).flatMap((field) => {
    const value = input[field];
    return value === null ? [] : textErrors(value, `/${field}`, { max: NAME_LENGTHS[field] });
  });
}

function birthDateErrors(birthDate: string, today: string): FieldError[] {
  const pointer = '/birthDate';
  if (!isRealDate(birthDate)) {
    return [{ pointer, code: 'date_not_real', detail: 'Enter a real date of birth' }];
  }
  if (birthDate < EARLIEST_BIRTH_DATE) {
    return [{ pointer, code: 'date_too_early', detail: 'Enter a date of birth after 1899' }];
  }
  if (birthDate > today) {
    return [{ pointer, code: 'date_in_future', detail: 'Enter a date of birth in the past' }];
  }
  return [];
}

/** Only the form is judged here; whether a code is in its list is judged where the lists are. */
function codeErrors(input: PatientInput): FieldError[] {
  return CODED_FIELDS.flatMap((field) => {
    const value = input[field];
    if (value === null || CODE.test(value)) return [];
    return [{ pointer: `/${field}`, code: 'code_form', detail: 'Select one of the answers' }];
  });
}

function reachErrors(input: PatientInput): FieldError[] {
  const checks: readonly (FieldError | null)[] = [
    mobileError(input.mobilePhone),
    unless(input.homePhone, (value) => parseUkPhone(value) !== null, {
      pointer: '/homePhone',
      code: 'phone_form',
      detail: 'Enter a UK phone number, like 01632 960123',
    }),
    unless(input.email, (value) => parseEmail(value) !== null, {
      pointer: '/email',
      code: 'email_form',
      detail: 'Enter an email address, like name@example.org',
    }),
    unless(input.preferredMethod, (value) => PREFERRED_METHODS.includes(value), {
      pointer: '/preferredMethod',
      code: 'code_form',
      detail: 'Select how we should contact them',
    }),
  ];
  return checks.filter((error) => error !== null);
}

const mobileError = (mobilePhone: string | null): FieldError | null =>
  unless(mobilePhone, (value) => isUkMobile(parseUkPhone(value) ?? ''), {
    pointer: '/mobilePhone',
    code: 'mobile_form',
    detail: 'Enter a UK mobile number, like 07700 900123',
  });

/** The error of a value that is given and does not hold. */
function unless<T>(
  value: T | null,
  holds: (value: T) => boolean,
  error: FieldError,
): FieldError | null {
  return value === null || holds(value) ? null : error;
}

function addressErrors({ addressLines, postcode }: PatientInput): FieldError[] {
  const errors = addressLines.flatMap((line, i) =>
    textErrors(line, `/addressLines/${String(i)}`, { max: ADDRESS_LINE_LENGTH }),
  );
  if (addressLines.length > MAX_ADDRESS_LINES) {
    const detail = 'Use 5 address lines or fewer';
    errors.push({ pointer: '/addressLines', code: 'too_many_lines', detail });
  }
  if (postcode !== null && parsePostcode(postcode) === null) {
    const detail = 'Enter a full UK postcode, like OX1 2JD';
    errors.push({ pointer: '/postcode', code: 'postcode_form', detail });
  }
  return errors;
}

function stored(input: PatientInput): PatientFacts {
  const text = (value: string | null): string | null => (value === null ? null : cleanText(value));
  return {
    ...input,
    nhsNumber: input.nhsNumber === null ? null : parseNhsNumber(input.nhsNumber),
    givenName: cleanText(input.givenName),
    familyName: cleanText(input.familyName),
    preferredName: text(input.preferredName),
    title: text(input.title),
    pronouns: text(input.pronouns),
    mobilePhone: input.mobilePhone === null ? null : parseUkPhone(input.mobilePhone),
    homePhone: input.homePhone === null ? null : parseUkPhone(input.homePhone),
    email: input.email === null ? null : parseEmail(input.email),
    addressLines: input.addressLines.map(cleanText),
    postcode: input.postcode === null ? null : parsePostcode(input.postcode),
  };
}
