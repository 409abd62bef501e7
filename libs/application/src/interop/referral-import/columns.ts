/** What may stand in a column of a file of referrals, and whether it must be there. */
export interface Column {
  readonly name: ColumnName;
  readonly required: boolean;
  /** Code list that its values are of. */
  readonly list?: string;
}

const column = (name: ColumnName, required = false, list?: string): Column => ({
  name,
  required,
  ...(list && { list }),
});

export type ColumnName =
  | 'external_reference'
  | 'service'
  | 'priority'
  | 'needs'
  | 'reason'
  | 'risk'
  | 'risk_detail'
  | 'safeguarding'
  | 'consent'
  | 'share_with_venue'
  | 'write_back'
  | 'override_reason'
  | 'nhs_number'
  | 'nhs_number_absent_reason'
  | 'given_name'
  | 'family_name'
  | 'preferred_name'
  | 'birth_date'
  | 'gender'
  | 'ethnicity'
  | 'language'
  | 'interpreter_required'
  | 'written_format'
  | 'access_needs'
  | 'address_line_1'
  | 'address_line_2'
  | 'address_line_3'
  | 'postcode'
  | 'mobile_phone'
  | 'home_phone'
  | 'email'
  | 'preferred_contact_method'
  | 'may_phone'
  | 'may_text'
  | 'may_email'
  | 'may_post'
  | 'may_leave_message'
  | 'safe_from'
  | 'safe_to'
  | 'code_word';

/** Every column, in the order of the example in `docs/import-referrals.md`. */
export const COLUMNS: readonly Column[] = [
  column('external_reference', true),
  column('service'),
  column('priority'),
  column('needs', true, 'needs'),
  column('reason', true),
  column('risk', true, 'risk_answers'),
  column('risk_detail'),
  column('safeguarding'),
  column('consent', true, 'share_choices'),
  column('share_with_venue'),
  column('write_back'),
  column('override_reason'),
  column('nhs_number', true),
  column('nhs_number_absent_reason', false, 'nhs_number_absent_reasons'),
  column('given_name', true),
  column('family_name', true),
  column('preferred_name'),
  column('birth_date', true),
  column('gender', false, 'genders'),
  column('ethnicity', false, 'ethnic_categories'),
  column('language', false, 'languages'),
  column('interpreter_required'),
  column('written_format', false, 'written_formats'),
  column('access_needs', false, 'access_needs'),
  column('address_line_1'),
  column('address_line_2'),
  column('address_line_3'),
  column('postcode'),
  column('mobile_phone'),
  column('home_phone'),
  column('email'),
  column('preferred_contact_method', true, 'preferred_contact_methods'),
  column('may_phone'),
  column('may_text'),
  column('may_email'),
  column('may_post'),
  column('may_leave_message'),
  column('safe_from'),
  column('safe_to'),
  column('code_word'),
];

/** Columns of several codes, with semicolons between them. */
export const isList = (name: ColumnName): boolean => name === 'needs' || name === 'access_needs';

/** Fields of the request that a referral is made with → the column each came from. */
const COLUMN_OF: Readonly<Record<string, ColumnName>> = {
  '/needCodes': 'needs',
  '/reason': 'reason',
  '/risk/status': 'risk',
  '/risk/detail': 'risk_detail',
  '/consent/shareChoice': 'consent',
  '/overrideReason': 'override_reason',
  '/providerId': 'service',
  '/patient/nhsNumber': 'nhs_number',
  '/patient/nhsNumberAbsentReason': 'nhs_number_absent_reason',
  '/patient/givenName': 'given_name',
  '/patient/familyName': 'family_name',
  '/patient/preferredName': 'preferred_name',
  '/patient/birthDate': 'birth_date',
  '/patient/addressLines/0': 'address_line_1',
  '/patient/addressLines/1': 'address_line_2',
  '/patient/addressLines/2': 'address_line_3',
  '/patient/postcode': 'postcode',
  '/patient/accessNeeds': 'access_needs',
  '/contact/mobilePhone': 'mobile_phone',
  '/contact/homePhone': 'home_phone',
  '/contact/email': 'email',
  '/contact/safeContact/preferredMethod': 'preferred_contact_method',
  '/contact/safeContact/safeFrom': 'safe_from',
  '/contact/safeContact/safeTo': 'safe_to',
  '/contact/safeContact/codeWord': 'code_word',
};

/** The column a field error is about; null when it is about the row as a whole. */
export function columnOf(pointer: string): ColumnName | null {
  const exact = COLUMN_OF[pointer];
  if (exact) return exact;
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  return parent === '' ? null : columnOf(parent);
}
