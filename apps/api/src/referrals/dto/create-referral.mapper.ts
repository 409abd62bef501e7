import type {
  AccessNeedCommand,
  CreateReferralCommand,
  NewPatientCommand,
  ReachCommand,
} from '#application/referrals/create-referral.command.js';
import { RequestProblem } from '#platform/problem/problem.js';
import type {
  AccessNeedRequest,
  CreateReferralRequest,
  NewPatientRequest,
  ReachRequest,
} from './create-referral.request.js';

/** NHS Data Dictionary, Source of Referral for Community: 01 is a general practice. */
const FROM_A_PRACTICE = '01';

/**
 * The request as the use case takes it.
 *
 * @throws RequestProblem 400 `request/invalid` unless there is exactly one of patientId and patient
 */
export function toCreateReferral(request: CreateReferralRequest): CreateReferralCommand {
  const { patientId, patient, contact, overrideReason, risk, ...rest } = request;
  if (Boolean(patientId) === Boolean(patient)) throw onePersonOnly();
  return {
    ...rest,
    patientId: patientId?.toLowerCase() ?? null,
    patient: patient ? toPatient(patient) : null,
    contact: contact ? toReach(contact) : null,
    risk: { status: risk.status, detail: risk.detail ?? null },
    overrideReason: overrideReason ?? null,
    sourceCode: FROM_A_PRACTICE,
    methodCode: 'electronic',
  };
}

export function toReach({
  mobilePhone,
  homePhone,
  email,
  safeContact,
}: ReachRequest): ReachCommand {
  return {
    mobilePhone: entered(mobilePhone),
    homePhone: entered(homePhone),
    email: entered(email),
    safeContact: {
      ...safeContact,
      safeFrom: entered(safeContact.safeFrom),
      safeTo: entered(safeContact.safeTo),
      codeWord: entered(safeContact.codeWord),
      preferredMethod: safeContact.preferredMethod ?? null,
    },
  };
}

function toPatient(patient: NewPatientRequest): NewPatientCommand {
  return {
    nhsNumber: entered(patient.nhsNumber),
    nhsNumberAbsentReason: patient.nhsNumberAbsentReason ?? null,
    givenName: patient.givenName,
    familyName: patient.familyName,
    preferredName: entered(patient.preferredName),
    birthDate: patient.birthDate,
    gender: entered(patient.gender),
    ethnicity: entered(patient.ethnicity),
    language: entered(patient.language),
    interpreterRequired: patient.interpreterRequired ?? false,
    writtenFormat: entered(patient.writtenFormat),
    addressLines: (patient.addressLines ?? []).filter((line) => line.trim() !== ''),
    postcode: entered(patient.postcode),
    accessNeeds: (patient.accessNeeds ?? []).map(toAccessNeed),
  };
}

const toAccessNeed = ({
  code,
  detail,
  shareWithVenue,
  venueWording,
}: AccessNeedRequest): AccessNeedCommand => ({
  code,
  detail: entered(detail),
  shareWithVenue,
  venueWording: entered(venueWording),
});

/** A field left empty on a form is a field not answered. */
export function entered(value: string | null | undefined): string | null {
  return value?.trim() ? value : null;
}

const onePersonOnly = (): RequestProblem => {
  const detail =
    'Send either patientId, for a person on record, or patient with the details of a new one.';
  return new RequestProblem(400, 'request/invalid', detail, [
    { pointer: '/patientId', code: 'exactly_one', detail },
  ]);
};
