import type { NhsNumberAbsentReason } from '#domain/patients/nhs-number.js';
import type { PreferredMethod } from '#domain/patients/safe-contact.js';
import type { Priority } from '#domain/referrals/referral.js';
import type { RiskAnswer, ShareChoice } from '#domain/referrals/submission.js';
import type {
  CreateReferralCommand,
  NewPatientCommand,
  ReachCommand,
} from '../../referrals/create-referral.command.js';
import { COLUMNS, type ColumnName, isList } from './columns.js';
import type { ReferralRow } from './read-rows.js';
import type { RowError } from './row-error.js';

/** A service that the practice may refer to. */
export interface AvailableService {
  readonly id: string;
  readonly name: string;
}

export interface RowContext {
  readonly services: readonly AvailableService[];
  /** Codes that may be chosen now, by list. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

const FROM_A_PRACTICE = '01';
const PRIORITIES: Readonly<Record<string, Priority>> = { '': '1', routine: '1', urgent: '2' };
const WRITE_BACK = ['all', 'codes_only', 'none'] as const;
const YES_NO: readonly ColumnName[] = [
  'safeguarding',
  'share_with_venue',
  'interpreter_required',
  'may_phone',
  'may_text',
  'may_email',
  'may_post',
  'may_leave_message',
];

/** What is wrong with the cells of a row by their form and their lists. */
export function cellErrors(
  { row, cells }: ReferralRow,
  { services, codes }: RowContext,
): RowError[] {
  const error = (column: ColumnName, code: string, detail: string): RowError => ({
    row,
    column,
    code,
    detail,
  });
  const errors: RowError[] = [];
  if (!cells.external_reference) {
    const detail = 'Enter a reference of your own, such as R-1042, so that no row goes in twice';
    errors.push(error('external_reference', 'required', detail));
  }
  for (const name of YES_NO) {
    if (!/^(yes|no|)$/i.test(cells[name])) errors.push(error(name, 'yes_no', 'Enter yes or no'));
  }
  if (!(cells.priority.toLowerCase() in PRIORITIES)) {
    errors.push(error('priority', 'not_a_choice', 'Enter routine or urgent'));
  }
  if (cells.write_back && !WRITE_BACK.some((scope) => scope === cells.write_back)) {
    errors.push(error('write_back', 'not_a_choice', 'Enter all, codes_only or none'));
  }
  if (serviceOf(cells, services) === null) {
    const names = services.map(({ name }) => name).join(', ');
    const detail =
      services.length === 0 ? 'Your practice can refer to no service' : `Enter one of: ${names}`;
    errors.push(error('service', 'not_available', detail));
  }
  return [...errors, ...codeErrors(cells, codes, error)];
}

function codeErrors(
  cells: ReferralRow['cells'],
  codes: RowContext['codes'],
  error: (column: ColumnName, code: string, detail: string) => RowError,
): RowError[] {
  return COLUMNS.flatMap(({ name, list }) => {
    if (!list) return [];
    const known = codes.get(list) ?? new Set<string>();
    const given = isList(name) ? listOf(cells[name]) : cells[name] ? [cells[name]] : [];
    if (given.every((code) => known.has(code))) return [];
    const detail = `Enter codes of the list ${list}: see docs/import-referrals.md`;
    return [error(name, 'unknown_code', detail)];
  });
}

/** The command that the row asks for; its cells have been checked. */
export function commandOf({ cells }: ReferralRow, { services }: RowContext): CreateReferralCommand {
  return {
    patientId: null,
    patient: patientOf(cells),
    providerId: serviceOf(cells, services) ?? '',
    priority: PRIORITIES[cells.priority.toLowerCase()] ?? '1',
    needCodes: listOf(cells.needs),
    reason: cells.reason,
    risk: { status: cells.risk as RiskAnswer, detail: orNull(cells.risk_detail) },
    safeguarding: isYes(cells.safeguarding),
    contact: reachOf(cells),
    consent: {
      shareChoice: cells.consent as ShareChoice,
      shareWithVenue: isYes(cells.share_with_venue),
      writeBackToGp: WRITE_BACK.find((scope) => scope === cells.write_back) ?? 'all',
    },
    overrideReason: orNull(cells.override_reason),
    sourceCode: FROM_A_PRACTICE,
    methodCode: 'electronic',
  };
}

const patientOf = (cells: ReferralRow['cells']): NewPatientCommand => ({
  nhsNumber: orNull(cells.nhs_number),
  nhsNumberAbsentReason: orNull(cells.nhs_number_absent_reason) as NhsNumberAbsentReason | null,
  givenName: cells.given_name,
  familyName: cells.family_name,
  preferredName: orNull(cells.preferred_name),
  birthDate: cells.birth_date,
  gender: orNull(cells.gender),
  ethnicity: orNull(cells.ethnicity),
  language: orNull(cells.language),
  interpreterRequired: isYes(cells.interpreter_required),
  writtenFormat: orNull(cells.written_format),
  addressLines: [cells.address_line_1, cells.address_line_2, cells.address_line_3].filter(Boolean),
  postcode: orNull(cells.postcode),
  accessNeeds: listOf(cells.access_needs).map((code) => ({
    code,
    detail: null,
    shareWithVenue: false,
    venueWording: null,
  })),
});

const reachOf = (cells: ReferralRow['cells']): ReachCommand => ({
  mobilePhone: orNull(cells.mobile_phone),
  homePhone: orNull(cells.home_phone),
  email: orNull(cells.email),
  safeContact: {
    // The one channel that is open unless somebody says no; the others only when they say yes.
    mayPhone: cells.may_phone === '' || isYes(cells.may_phone),
    mayText: isYes(cells.may_text),
    mayEmail: isYes(cells.may_email),
    mayPost: isYes(cells.may_post),
    mayLeaveMessage: isYes(cells.may_leave_message),
    safeFrom: orNull(cells.safe_from),
    safeTo: orNull(cells.safe_to),
    codeWord: orNull(cells.code_word),
    contactProhibited: false,
    preferredMethod: orNull(cells.preferred_contact_method) as PreferredMethod | null,
  },
});

/** Empty means the only service there is; otherwise the name as the service is called. */
function serviceOf(
  { service }: ReferralRow['cells'],
  services: readonly AvailableService[],
): string | null {
  if (!service) return services.length === 1 ? (services[0]?.id ?? null) : null;
  return services.find(({ name }) => name.toLowerCase() === service.toLowerCase())?.id ?? null;
}

const listOf = (cell: string): string[] =>
  cell
    .split(';')
    .map((code) => code.trim())
    .filter(Boolean);

const isYes = (cell: string): boolean => cell.toLowerCase() === 'yes';

const orNull = (cell: string): string | null => (cell === '' ? null : cell);
