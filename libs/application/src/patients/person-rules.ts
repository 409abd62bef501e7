import {
  type PatientFacts,
  type PatientInput,
  type PersonFacts,
  validatePatient,
} from '#domain/patients/patient.js';
import { type SafeContact, safeContactErrors } from '#domain/patients/safe-contact.js';
import { DomainError, type FieldError } from '#domain/shared/domain-error.js';
import { cleanText, textErrors } from '#domain/shared/text.js';
import type { ReachToStore } from '#persistence/patients/patients.js';
import type { AccessNeedCommand, ReachCommand } from '../referrals/create-referral.command.js';

/** Where in a request a fact stands, so that an error lands on the field that was filled in. */
export interface Pointers {
  readonly person: string;
  readonly reach: string;
}

const REACH_FIELDS: ReadonlySet<string> = new Set(['/mobilePhone', '/homePhone', '/email']);
const ACCESS_NEED_TEXT = { max: 150 };

/**
 * Judges a person with the way they are reached, and gives the facts back as they are stored.
 *
 * @param today local date, YYYY-MM-DD
 * @throws DomainError `patient/invalid` (invalid) with every field to put right
 */
export function judgePerson(
  person: PersonFacts,
  reach: ReachCommand,
  today: string,
  pointers: Pointers,
  alsoWrong: readonly FieldError[] = [],
): PatientFacts {
  const { facts, errors } = tryPerson(person, reach, today, pointers);
  const all = [...errors, ...safeContactFaults(reach.safeContact, pointers), ...alsoWrong];
  if (all.length > 0 || !facts) {
    throw new DomainError('invalid', 'patient/invalid', 'Some details need attention.', all);
  }
  return facts;
}

function tryPerson(person: PersonFacts, reach: ReachCommand, today: string, pointers: Pointers) {
  const { mobilePhone, homePhone, email, safeContact } = reach;
  const input: PatientInput = {
    ...person,
    title: null,
    pronouns: null,
    sexualOrientation: null,
    carerStatus: null,
    mobilePhone,
    homePhone,
    email,
    preferredMethod: safeContact.preferredMethod,
  };
  try {
    return { facts: validatePatient(input, today), errors: [] };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const errors = error.errors.map((fault) => ({
      ...fault,
      pointer: placed(fault.pointer, pointers),
    }));
    return { facts: null, errors };
  }
}

function placed(pointer: string, { person, reach }: Pointers): string {
  if (pointer === '/preferredMethod') return `${reach}/safeContact/preferredMethod`;
  return REACH_FIELDS.has(pointer) ? `${reach}${pointer}` : `${person}${pointer}`;
}

function safeContactFaults(safeContact: SafeContact, { reach }: Pointers): FieldError[] {
  const at = `${reach}/safeContact`;
  const faults = safeContactErrors(safeContact).map((fault) => ({
    ...fault,
    pointer: `${at}${fault.pointer}`,
  }));
  if (safeContact.preferredMethod !== null) return faults;
  return [
    ...faults,
    {
      pointer: `${at}/preferredMethod`,
      code: 'contact_required',
      detail: 'Select how we should contact them',
    },
  ];
}

export function accessNeedFaults(needs: readonly AccessNeedCommand[], at: string): FieldError[] {
  return needs.flatMap(({ detail, venueWording }, index) => [
    ...(detail ? textErrors(detail, `${at}/${index}/detail`, ACCESS_NEED_TEXT) : []),
    ...(venueWording
      ? textErrors(venueWording, `${at}/${index}/venueWording`, ACCESS_NEED_TEXT)
      : []),
  ]);
}

export const accessNeedToStore = ({
  code,
  detail,
  shareWithVenue,
  venueWording,
}: AccessNeedCommand) => ({
  code,
  detail: detail ? cleanText(detail) : null,
  shareWithVenue,
  venueWording: venueWording ? cleanText(venueWording) : null,
});

/** How somebody is reached, in the form it is stored in. */
export function reachToStore(
  facts: PatientFacts,
  { safeContact }: ReachCommand,
  reason: string | null,
): ReachToStore {
  const { mobilePhone, homePhone, email, addressLines, postcode } = facts;
  return { mobilePhone, homePhone, email, addressLines, postcode, safeContact, reason };
}
