import { parseUkPhone } from '#domain/patients/contact-details.js';
import { isNhsNumber } from '#domain/patients/nhs-number.js';
import type { PreferredMethod, SafeContact } from '#domain/patients/safe-contact.js';
import { newId } from '#platform/ids/uuid.js';
import type { EntityManager } from 'typeorm';
import type { DemoPractice } from './organisations.js';
import { FAMILY_NAMES, GIVEN_NAMES } from './names.js';
import type { Random } from './random.js';
import { insertRows, type Row } from './rows.js';

export interface DemoPatient {
  readonly id: string;
  readonly practice: DemoPractice;
  readonly nhsNumber: string | null;
  readonly nhsNumberAbsentReason: 'overseas_patient' | null;
  readonly preferredMethod: PreferredMethod;
  readonly accessNeeds: readonly string[];
  readonly traits: Traits;
}

/** What makes somebody a case that software gets wrong. */
export interface Traits {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly preferredName?: string;
  readonly birthDate?: string;
  readonly language?: string;
  readonly interpreterRequired?: boolean;
  readonly writtenFormat?: string;
  readonly hasNoNhsNumber?: boolean;
  readonly hasNoEmail?: boolean;
  readonly accessNeeds?: readonly string[];
  readonly safe?: Partial<SafeContact>;
  readonly safeguarding?: boolean;
  readonly risk?: string;
}

export const AWKWARD: readonly Traits[] = [
  { givenName: 'Siobhán', familyName: "O'Connell-D'Arcy" },
  { givenName: 'Anastasia', familyName: 'Featherstonehaugh-Cholmondeley-Wyre' },
  { givenName: 'Llŷr', familyName: 'Gwynfryn', language: 'cy' },
  {
    givenName: 'Douglas',
    familyName: 'Kerr',
    safe: { contactProhibited: true },
    risk: 'Asked not to be contacted for now.',
  },
  {
    givenName: 'مريم',
    familyName: 'الحسن',
    language: 'ar',
    interpreterRequired: true,
    accessNeeds: ['language_interpreter'],
  },
  { givenName: 'Geraldine', familyName: 'Ashcombe', preferredName: 'Dean' },
  { givenName: 'Hugo', familyName: 'Leapman', birthDate: '1984-02-29' },
  { givenName: 'Ewa', familyName: 'Lis', hasNoNhsNumber: true, language: 'pl' },
  {
    givenName: 'Nerys',
    familyName: 'Holt',
    safeguarding: true,
    risk: 'Partner is controlling. Meet away from home.',
    safe: { codeWord: 'Library', safeFrom: '10:00', safeTo: '14:00', mayLeaveMessage: false },
  },
  {
    givenName: 'Bahar',
    familyName: 'Amini',
    language: 'fa',
    interpreterRequired: true,
    accessNeeds: ['language_interpreter'],
  },
  { givenName: 'Null', familyName: 'Ng' },
  { givenName: 'Ivy', familyName: 'Marsh', accessNeeds: ['wheelchair', 'accessible_toilet'] },
  {
    givenName: 'Cyril',
    familyName: 'Stubbs',
    accessNeeds: ['sight_loss', 'guide_dog'],
    writtenFormat: 'large_print',
    safe: { preferredMethod: 'letter', mayPost: true, mayEmail: false },
  },
  {
    givenName: 'Moira',
    familyName: 'Pinkney',
    accessNeeds: ['hearing_loop', 'lip_reads', 'text_not_call'],
    safe: { preferredMethod: 'text', mayText: true, mayPhone: false },
  },
  { givenName: 'Stan', familyName: 'Wickham', hasNoEmail: true },
];

/** The areas of Oxford, each with a point in its middle. */
const AREAS = [
  { postcode: 'OX1 4', latitude: 51.744, longitude: -1.256, street: 'Abingdon Road' },
  { postcode: 'OX2 7', latitude: 51.779, longitude: -1.266, street: 'Banbury Road' },
  { postcode: 'OX3 7', latitude: 51.759, longitude: -1.209, street: 'London Road' },
  { postcode: 'OX4 1', latitude: 51.744, longitude: -1.236, street: 'Cowley Road' },
  { postcode: 'OX4 6', latitude: 51.72, longitude: -1.197, street: 'Balfour Road' },
] as const;
/** Letters that end a postcode of nobody. */
const POSTCODE_END = 'ZZ';

const ETHNICITIES = [
  'white_british',
  'white_british',
  'white_other',
  'asian_indian',
  'asian_pakistani',
  'black_african',
  'black_caribbean',
  'mixed_other',
  'not_stated',
];

/** The next valid numbers of the range set aside for tests. Source: NHS Data Dictionary, NHS Number. */
export function* testNhsNumbers(): Generator<string, never> {
  for (let nine = 999_000_100; ; nine += 1) {
    for (let check = 0; check <= 9; check += 1) {
      const number = `${String(nine)}${String(check)}`;
      if (isNhsNumber(number)) yield number;
    }
  }
}

/** Makes and stores people; the awkward ones come first. */
export async function seedPatients(
  tx: EntityManager,
  count: number,
  practices: readonly DemoPractice[],
  random: Random,
): Promise<DemoPatient[]> {
  const numbers = testNhsNumbers();
  const made = Array.from({ length: count }, (_, i) =>
    aPatient(
      i,
      AWKWARD[i] ?? {},
      practices[PRACTICE_ORDER[i % PRACTICE_ORDER.length] ?? 0],
      numbers.next().value,
      random,
    ),
  );
  await insertRows(
    tx,
    'patient',
    made.map(({ row }) => row),
  );
  await insertRows(
    tx,
    'patient_contact',
    made.map(({ contact }) => contact),
  );
  await insertRows(
    tx,
    'access_need',
    made.flatMap(({ needs }) => needs),
  );
  return made.map(({ patient }) => patient);
}

/** Every second person is of the first practice, so that its referrer has a list to look at. */
const PRACTICE_ORDER = [0, 1, 0, 2, 0, 3, 1];
const LONG_AGO = '2025-11-03T09:00:00Z';

function aPatient(
  i: number,
  traits: Traits,
  practice: DemoPractice | undefined,
  nhsNumber: string,
  random: Random,
): { patient: DemoPatient; row: Row; contact: Row; needs: Row[] } {
  const referrer = practice?.referrers[0];
  if (!practice || !referrer) throw new Error('A practice without a referrer sends nobody');
  const { accessNeeds = random.chance(0.15) ? ['step_free'] : [] } = traits;
  const patient: DemoPatient = {
    id: newId(),
    practice,
    nhsNumber: traits.hasNoNhsNumber ? null : nhsNumber,
    nhsNumberAbsentReason: traits.hasNoNhsNumber ? 'overseas_patient' : null,
    preferredMethod: traits.safe?.preferredMethod ?? 'phone',
    accessNeeds,
    traits,
  };
  const { membershipId: recordedBy } = referrer;
  return {
    patient,
    row: patientRow(i, patient, recordedBy, random),
    contact: contactRow(i, patient, recordedBy, random),
    needs: needRows(patient, recordedBy),
  };
}

function patientRow(i: number, patient: DemoPatient, createdBy: string, random: Random): Row {
  const { traits, nhsNumber } = patient;
  const person = {
    givenName: GIVEN_NAMES[(i * 7) % GIVEN_NAMES.length],
    familyName: FAMILY_NAMES[(i * 11) % FAMILY_NAMES.length],
    preferredName: null,
    birthDate: aBirthDate(random),
    language: 'en',
    interpreterRequired: false,
    writtenFormat: null,
    ...traits,
  };
  return {
    id: patient.id,
    nhs_number: nhsNumber,
    nhs_number_status: nhsNumber === null ? '07' : '01',
    nhs_number_absent_reason: patient.nhsNumberAbsentReason,
    given_name: person.givenName,
    family_name: person.familyName,
    preferred_name: person.preferredName,
    birth_date: person.birthDate,
    gender: random.pick(['female', 'female', 'male', 'not_stated']),
    ethnicity: random.pick(ETHNICITIES),
    language: person.language,
    interpreter_required: person.interpreterRequired,
    written_format: person.writtenFormat,
    practice_id: patient.practice.id,
    created_by: createdBy,
    created_at: LONG_AGO,
    version: 1,
  };
}

const aBirthDate = (random: Random): string =>
  [random.between(1938, 2003), random.between(1, 12), random.between(1, 28)]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

function contactRow(i: number, patient: DemoPatient, recordedBy: string, random: Random): Row {
  const { id, traits, preferredMethod } = patient;
  const area = random.pick(AREAS);
  const safe: SafeContact = {
    mayPhone: true,
    mayText: random.chance(0.7),
    mayEmail: true,
    mayPost: true,
    mayLeaveMessage: random.chance(0.5),
    safeFrom: null,
    safeTo: null,
    codeWord: null,
    contactProhibited: false,
    preferredMethod,
    ...traits.safe,
  };
  return {
    id: newId(),
    patient_id: id,
    mobile_phone: parseUkPhone(`07700 900${String(100 + i).slice(-3)}`),
    email: hasEmail(i, traits, random) ? `person.${String(i + 1)}@example.org` : null,
    address_lines: [`${String(random.between(1, 180))} ${area.street}`, 'Oxford'],
    postcode: `${area.postcode}${POSTCODE_END}`,
    latitude: area.latitude + (random.next() - 0.5) / 100,
    longitude: area.longitude + (random.next() - 0.5) / 60,
    preferred_method: safe.preferredMethod,
    may_phone: safe.mayPhone,
    may_text: safe.mayText,
    may_email: safe.mayEmail,
    may_post: safe.mayPost,
    may_leave_message: safe.mayLeaveMessage,
    safe_from: safe.safeFrom,
    safe_to: safe.safeTo,
    code_word: safe.codeWord,
    contact_prohibited: safe.contactProhibited,
    recorded_by: recordedBy,
    recorded_at: LONG_AGO,
  };
}

/** Some people have no email: a reminder cannot reach them, and somebody must phone. */
const hasEmail = (i: number, traits: Traits, random: Random): boolean =>
  !traits.hasNoEmail && (i < AWKWARD.length || !random.chance(0.12));

const VENUE_WORDS: Readonly<Record<string, string>> = {
  wheelchair: 'Uses a wheelchair',
  step_free: 'Needs step-free access',
  lip_reads: 'Lip reads: face them when you speak',
  guide_dog: 'Has a guide dog',
};

const needRows = ({ id, accessNeeds }: DemoPatient, recordedBy: string): Row[] =>
  accessNeeds.map((code) => ({
    id: newId(),
    patient_id: id,
    code,
    detail: null,
    share_with_venue: code in VENUE_WORDS,
    venue_wording: VENUE_WORDS[code] ?? null,
    recorded_by: recordedBy,
    recorded_at: LONG_AGO,
  }));
