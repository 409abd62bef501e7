import type { CreateReferralRequest, NewPatient, PatientFound } from '#contract/client.js';
import type { Checked } from '../../ui/forms/use-answer-form.js';
import type { WriteBack } from '../../words/catalogue.js';
import { type DateParts, dateOfParts, NO_DATE, today } from '../../words/dates.js';
import { formatPhone } from '../../words/text.js';

export interface ReferAnswers {
  nhsNumber: string;
  nhsNumberAbsentReason: NonNullable<NewPatient['nhsNumberAbsentReason']> | '';
  givenName: string;
  familyName: string;
  preferredName: string;
  birthDate: DateParts;
  gender: string;
  ethnicity: string;
  language: string;
  interpreterRequired: boolean;
  writtenFormat: string;
  addressLine1: string;
  addressLine2: string;
  town: string;
  postcode: string;
  accessNeeds: string[];
  accessShared: boolean;
  providerId: string;
  priority: '1' | '2';
  needCodes: string[];
  reason: string;
  ways: string[];
  mobilePhone: string;
  email: string;
  leaveMessage: 'yes' | 'no';
  safeFrom: string;
  safeTo: string;
  codeWord: string;
  riskStatus: '' | 'no_known_risk' | 'risk_recorded';
  riskDetail: string;
  safeguarding: boolean;
  agree: boolean;
  shareWithVenue: boolean;
  writeBackToGp: WriteBack;
  overrideReason: string;
}

/** In the order of the page: the error summary follows it. */
export const REFER_FIELDS = [
  'overrideReason',
  'nhsNumber',
  'nhsNumberAbsentReason',
  'givenName',
  'familyName',
  'preferredName',
  'birthDate',
  'gender',
  'ethnicity',
  'language',
  'writtenFormat',
  'addressLine1',
  'postcode',
  'accessNeeds',
  'providerId',
  'needCodes',
  'reason',
  'ways',
  'mobilePhone',
  'email',
  'leaveMessage',
  'safeFrom',
  'safeTo',
  'codeWord',
  'riskStatus',
  'riskDetail',
  'agree',
  'writeBackToGp',
] as const satisfies readonly (keyof ReferAnswers)[];

export const REFER_POINTERS = {
  '/consent/*': 'agree',
  '/risk/status': 'riskStatus',
  '/risk/detail': 'riskDetail',
  '/contact/safeContact/mayLeaveMessage': 'leaveMessage',
  '/contact/safeContact/safeFrom': 'safeFrom',
  '/contact/safeContact/safeTo': 'safeTo',
  '/contact/safeContact/codeWord': 'codeWord',
  '/contact/safeContact/*': 'ways',
  '/patient/addressLines/*': 'addressLine1',
  '/needCodes/*': 'needCodes',
} as const;

export const MAX_REASON = 500;

export type PatientChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly patient: PatientFound }
  | { readonly kind: 'new' };

export const EMPTY_ANSWERS: ReferAnswers = {
  nhsNumber: '',
  nhsNumberAbsentReason: '',
  givenName: '',
  familyName: '',
  preferredName: '',
  birthDate: NO_DATE,
  gender: '',
  ethnicity: '',
  language: '',
  interpreterRequired: false,
  writtenFormat: '',
  addressLine1: '',
  addressLine2: '',
  town: '',
  postcode: '',
  accessNeeds: [],
  accessShared: false,
  providerId: '',
  priority: '1',
  needCodes: [],
  reason: '',
  ways: ['phone'],
  mobilePhone: '',
  email: '',
  leaveMessage: 'yes',
  safeFrom: '',
  safeTo: '',
  codeWord: '',
  riskStatus: '',
  riskDetail: '',
  safeguarding: false,
  agree: false,
  shareWithVenue: false,
  writeBackToGp: 'all',
  overrideReason: '',
};

function waysOf({ safeContact: safe }: PatientFound): string[] {
  const ways = {
    phone: safe.mayPhone,
    text: safe.mayText,
    email: safe.mayEmail,
    post: safe.mayPost,
  };
  return Object.entries(ways).flatMap(([way, isAllowed]) => (isAllowed ? [way] : []));
}

/** How the record says the patient may be contacted; the referrer sees it ticked and may change it. */
export function contactOf(patient: PatientFound): Partial<ReferAnswers> {
  const { safeContact: safe } = patient;
  return {
    mobilePhone: patient.mobilePhone ? formatPhone(patient.mobilePhone) : '',
    email: patient.email ?? '',
    ways: waysOf(patient),
    leaveMessage: safe.mayLeaveMessage ? 'yes' : 'no',
    safeFrom: safe.safeFrom ?? '',
    safeTo: safe.safeTo ?? '',
    codeWord: safe.codeWord ?? '',
  };
}

const blank = (text: string): boolean => text.trim() === '';

function checkNewPatient(answers: ReferAnswers): Checked<ReferAnswers> {
  const birthDate = dateOfParts(answers.birthDate);
  return {
    nhsNumber:
      blank(answers.nhsNumber) && blank(answers.nhsNumberAbsentReason)
        ? 'Enter the NHS number, or select why there is none'
        : undefined,
    givenName: blank(answers.givenName) ? 'Enter their first name' : undefined,
    familyName: blank(answers.familyName) ? 'Enter their last name' : undefined,
    birthDate:
      birthDate === null
        ? 'Enter their date of birth, for example 31 3 1980'
        : birthDate > today()
          ? 'Their date of birth must be in the past'
          : undefined,
  };
}

function checkReason(reason: string): string | undefined {
  if (blank(reason)) return 'Enter what would help, in a sentence';
  return reason.trim().length > MAX_REASON
    ? `What would help must be ${MAX_REASON} characters or fewer`
    : undefined;
}

function checkContact(answers: ReferAnswers): Checked<ReferAnswers> {
  const needsNumber = answers.ways.includes('text');
  return {
    ways: answers.ways.length === 0 ? 'Select how we should contact them' : undefined,
    mobilePhone:
      needsNumber && blank(answers.mobilePhone)
        ? 'Enter a mobile number, or untick text message'
        : undefined,
    email:
      answers.ways.includes('email') && blank(answers.email)
        ? 'Enter an email address, or untick email'
        : undefined,
    safeTo:
      blank(answers.safeFrom) === blank(answers.safeTo)
        ? undefined
        : 'Enter both times, or leave both empty',
  };
}

/** What must be put right before sending. The API judges the rest. */
export function checkRefer(answers: ReferAnswers, choice: PatientChoice): Checked<ReferAnswers> {
  return {
    ...(choice.kind === 'none'
      ? { nhsNumber: 'Find the patient, or enter their details' }
      : undefined),
    ...(choice.kind === 'new' ? checkNewPatient(answers) : undefined),
    ...checkContact(answers),
    providerId: answers.providerId ? undefined : 'Select which service to send it to',
    needCodes:
      answers.needCodes.length === 0 ? 'Select at least 1 thing they need help with' : undefined,
    reason: checkReason(answers.reason),
    riskStatus: answers.riskStatus ? undefined : 'Select if there is a risk we should know about',
    riskDetail:
      answers.riskStatus === 'risk_recorded' && blank(answers.riskDetail)
        ? 'Enter what the risk is'
        : undefined,
    agree: answers.agree ? undefined : 'Confirm that they agree to the referral',
  };
}

const orNull = (text: string): string | null => (blank(text) ? null : text.trim());

function newPatientOf(answers: ReferAnswers): NewPatient {
  const number = answers.nhsNumber.replaceAll(/\s/g, '');
  return {
    nhsNumber: number || null,
    nhsNumberAbsentReason: number ? null : answers.nhsNumberAbsentReason || null,
    givenName: answers.givenName.trim(),
    familyName: answers.familyName.trim(),
    preferredName: orNull(answers.preferredName),
    birthDate: dateOfParts(answers.birthDate) ?? '',
    gender: orNull(answers.gender),
    ethnicity: orNull(answers.ethnicity),
    ...(answers.language ? { language: answers.language } : {}),
    interpreterRequired: answers.interpreterRequired,
    writtenFormat: orNull(answers.writtenFormat),
    addressLines: [answers.addressLine1, answers.addressLine2, answers.town]
      .map((line) => line.trim())
      .filter(Boolean),
    postcode: orNull(answers.postcode),
    accessNeeds: answers.accessNeeds.map((code) => ({
      code,
      detail: null,
      shareWithVenue: answers.accessShared,
      venueWording: null,
    })),
  };
}

/** The request that the answers make. */
export function referralRequestOf(
  answers: ReferAnswers,
  choice: PatientChoice,
): CreateReferralRequest {
  const known = choice.kind === 'known' ? choice.patient : undefined;
  return {
    ...(known ? { patientId: known.id } : { patient: newPatientOf(answers) }),
    providerId: answers.providerId,
    priority: answers.priority,
    needCodes: answers.needCodes,
    reason: answers.reason.trim(),
    risk: {
      status: answers.riskStatus === 'risk_recorded' ? 'risk_recorded' : 'no_known_risk',
      detail: answers.riskStatus === 'risk_recorded' ? answers.riskDetail.trim() : null,
    },
    safeguarding: answers.safeguarding,
    contact: {
      mobilePhone: orNull(answers.mobilePhone),
      email: orNull(answers.email),
      safeContact: {
        mayPhone: answers.ways.includes('phone'),
        mayText: answers.ways.includes('text'),
        mayEmail: answers.ways.includes('email'),
        mayPost: answers.ways.includes('post'),
        mayLeaveMessage: answers.leaveMessage === 'yes',
        safeFrom: orNull(answers.safeFrom),
        safeTo: orNull(answers.safeTo),
        codeWord: orNull(answers.codeWord),
        contactProhibited: known?.safeContact.contactProhibited ?? false,
        preferredMethod: known?.safeContact.preferredMethod ?? null,
      },
    },
    consent: {
      shareChoice: answers.agree ? 'agreed' : 'not_agreed',
      shareWithVenue: answers.shareWithVenue,
      writeBackToGp: answers.writeBackToGp,
    },
    overrideReason: orNull(answers.overrideReason),
  };
}
