import { parseEmail } from '#domain/patients/contact-details.js';
import type {
  ActivityRecord,
  ActivityStatus,
  DirectoryRecord,
  OrganisationRecord,
} from './directory-record.js';
import { FieldReader, type JsonObject } from './field-reader.js';
import { type ImportProblem, isRefused } from './import-problem.js';
import { knownAttributes, type KnownTerms } from './known-terms.js';
import { readCost } from './read-cost.js';
import { readVenue } from './read-places.js';
import { readSchedule } from './read-schedule.js';

const STATUSES = ['active', 'inactive', 'defunct', 'temporarily closed'] as const;
const LONG = { max: 10_000, multiline: true } as const;
const LANGUAGE = /^[a-z]{2,3}$/;
const OLDEST = 130;

export interface ReadContext {
  readonly known: KnownTerms;
  /** Local date, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface ReadResult {
  /** Null when the record is refused. */
  readonly record: DirectoryRecord | null;
  readonly problems: readonly ImportProblem[];
}

/** Where a record was found, and the organisation it was found in. */
export interface FoundRecord {
  readonly fields: JsonObject;
  readonly path: string;
  readonly within: { readonly fields: JsonObject; readonly path: string } | null;
  /** False where one place of a service came alone. */
  readonly hasAllVenues: boolean;
  /** Where that one place was found, as the service does not hold it there. */
  readonly placePath?: string;
}

/**
 * Reads one service of Open Referral UK 3.0 with its organisation, places and schedules.
 * Source: Human Services Data Specification UK 3.0, required fields.
 */
export function readService(found: FoundRecord, context: ReadContext): ReadResult {
  const problems: ImportProblem[] = [];
  const service = new FieldReader(found.fields, found.path, problems);
  const inner = service.child('organization');
  const outer = found.within && new FieldReader(found.within.fields, found.within.path, problems);
  const organisation = inner ?? outer;
  const record: DirectoryRecord = {
    organisation: organisation && readOrganisation(organisation),
    organisationId: organisation ? null : readOrganisationId(service),
    activity: readActivity(service, context),
    ...readPlacesAndTimes(service, context),
    hasAllVenues: found.hasAllVenues,
  };
  const placed = problems.map((problem) => ({ ...problem, path: pathInDocument(problem, found) }));
  return { record: isRefused(problems) ? null : record, problems: placed };
}

function pathInDocument({ path }: ImportProblem, found: FoundRecord): string {
  const assumed = `${found.path}/service_at_locations/0`;
  if (found.placePath === undefined || !path.startsWith(assumed)) return path;
  return found.placePath + path.slice(assumed.length);
}

/** Reads an organisation that came without services. */
export function readLoneOrganisation({ fields, path }: FoundRecord): ReadResult {
  const problems: ImportProblem[] = [];
  const organisation = readOrganisation(new FieldReader(fields, path, problems));
  const record = { organisation, organisationId: null, activity: null, hasAllVenues: false };
  return { record: isRefused(problems) ? null : record, problems };
}

function readOrganisation(organisation: FieldReader): OrganisationRecord {
  return {
    externalId: organisation.uuid('id'),
    name: organisation.name('name'),
    description: organisation.name('description', LONG),
    email: readEmail(organisation, 'email'),
    website: readAddress(organisation, 'website'),
  };
}

function readOrganisationId(service: FieldReader): string | null {
  if (service.has('organization_id')) return service.uuid('organization_id');
  service.refuse('organization', 'required', 'Give the organisation that runs the service');
  return null;
}

function readActivity(service: FieldReader, { known, today }: ReadContext): ActivityRecord {
  const attributes = service.list('attributes');
  return {
    externalId: service.uuid('id'),
    name: service.name('name'),
    description: service.text('description', LONG),
    status: readStatus(service),
    ...readAges(service),
    ...readPhone(service),
    contactEmail: readEmail(service, 'email'),
    url: readAddress(service, 'url'),
    alert: service.text('alert', LONG),
    assuredOn: service.date('assured_date'),
    ...readCost(service, today),
    ...readLanguages(service),
    ...(attributes && { attributes: knownAttributes(attributes, known) }),
  };
}

function readStatus(service: FieldReader): ActivityStatus {
  const status = service.requiredChoice('status', STATUSES) ?? 'inactive';
  return status === 'temporarily closed' ? 'temporarily_closed' : status;
}

function readAges(service: FieldReader): Pick<ActivityRecord, 'minimumAge' | 'maximumAge'> {
  const minimumAge = readAge(service, 'minimum_age');
  const maximumAge = readAge(service, 'maximum_age');
  if (minimumAge === null || maximumAge === null || minimumAge <= maximumAge) {
    return { minimumAge, maximumAge };
  }
  const detail = 'Both ages left out: the lowest age is above the highest';
  service.warn('minimum_age', 'ages_out_of_order', detail);
  return { minimumAge: null, maximumAge: null };
}

function readAge(service: FieldReader, name: string): number | null {
  const age = service.number(name);
  if (age === null || (age >= 0 && age <= OLDEST)) return age === null ? null : Math.floor(age);
  service.warn(name, 'age_range', 'Left out: give an age in years, from 0 to 130');
  return null;
}

/** Phones of the service itself. A contact with a name is a person, and people are not imported. */
function readPhone(service: FieldReader): Pick<ActivityRecord, 'contactPhone'> {
  const contacts = service.list('contacts');
  const phones = service.list('phones');
  if (contacts === null && phones === null) return {};
  const nameless = (contacts ?? []).filter((contact) => !contact.has('name'));
  const all = [...(phones ?? []), ...nameless.flatMap((contact) => contact.list('phones') ?? [])];
  const numbers = all.flatMap((phone) => phone.text('number', { max: 35 }) ?? []);
  return { contactPhone: numbers[0] ?? null };
}

function readLanguages(service: FieldReader): Pick<ActivityRecord, 'languages'> {
  const listed = service.list('languages');
  const codes = (listed ?? []).flatMap((language) => {
    const code = language.text('code')?.toLowerCase();
    return code !== undefined && LANGUAGE.test(code) ? [code] : [];
  });
  return codes.length > 0 ? { languages: [...new Set(codes)].sort() } : {};
}

function readEmail(from: FieldReader, name: string): string | null {
  const given = from.text(name);
  if (given === null) return null;
  const email = parseEmail(given);
  if (email === null) {
    from.warn(name, 'email_form', 'Left out: give an email address, like name@example.org');
  }
  return email;
}

/** Only web addresses: people click on them. */
function readAddress(from: FieldReader, name: string): string | null {
  const given = from.text(name, { max: 2000 });
  if (given === null) return null;
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  from.warn(name, 'url_form', 'Left out: give a web address that starts with https://');
  return null;
}

function readPlacesAndTimes(
  service: FieldReader,
  { known }: ReadContext,
): Pick<DirectoryRecord, 'venues' | 'schedules'> {
  const links = service.list('service_at_locations');
  const places = (links ?? []).flatMap((link) => {
    const location = link.child('location');
    if (!location) return [];
    return [
      { link: link.uuid('id'), venue: readVenue(location, known), own: link.list('schedules') },
    ];
  });
  const venues = new Map(places.map(({ venue }) => [venue.externalId, venue]));
  const only = venues.size === 1 ? ([...venues.keys()][0] ?? null) : null;
  const general = service.list('schedules');
  const own = places.flatMap(({ venue, own: schedules }) =>
    (schedules ?? []).map((schedule) => readSchedule(schedule, venue.externalId)),
  );
  const schedules = [...(general ?? []).map((each) => readSchedule(each, only)), ...own];
  const hasSchedules = general !== null || own.length > 0;
  return {
    ...(links && { venues: [...venues.values()] }),
    ...(hasSchedules && { schedules }),
  };
}
