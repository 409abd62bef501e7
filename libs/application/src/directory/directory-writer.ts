import { addLocalDays } from '#domain/shared/london-time.js';
import {
  type Columns,
  endOtherSchedules,
  findByFeed,
  linkVenues,
  lockFeed,
  upsertFromFeed,
} from '#persistence/directory/directory-import.js';
import type { EntityManager } from 'typeorm';
import type { RecordChanges } from './import-report.js';
import type {
  ActivityRecord,
  DirectoryRecord,
  OrganisationRecord,
  ScheduleRecord,
  VenueRecord,
} from './oruk/directory-record.js';
import { planSessions } from './session-planner.js';

/** Thrown when a record cannot go in although it is well formed. */
export class RecordRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Row = RecordChanges['rows'][number];

const NO_SESSIONS = { added: 0, cancelled: 0, bookedOutsideSchedule: 0 };

/**
 * Writes one record of a feed in the transaction given: all of it, or nothing when it throws.
 *
 * @param today local date, `YYYY-MM-DD`
 * @throws RecordRefused when the organisation of a service is not known
 */
export async function writeRecord(
  tx: EntityManager,
  feed: string,
  record: DirectoryRecord,
  today: string,
): Promise<RecordChanges> {
  await lockFeed(tx, feed);
  const rows: Row[] = [];
  const organisationId = await writeOrganisation(tx, feed, record, rows);
  if (!record.activity) return { rows, sessions: NO_SESSIONS };
  const venues = await writeVenues(tx, feed, record.venues, organisationId, rows);
  const activityId = await writeActivity(tx, feed, record, organisationId, venues, rows);
  await writeSchedules(tx, feed, record.schedules, { activityId, venues, today }, rows);
  return { rows, sessions: await planSessions(tx, activityId) };
}

async function writeOrganisation(
  tx: EntityManager,
  feed: string,
  { organisation, organisationId }: DirectoryRecord,
  rows: Row[],
): Promise<string> {
  if (organisation) {
    const { externalId } = organisation;
    const columns = organisationColumns(organisation);
    const kind = { kind: 'venue_provider' };
    const written = await upsertFromFeed(tx, 'organisation', { feed, externalId }, columns, kind);
    rows.push({ kind: 'organisations', ...written });
    return written.id;
  }
  const known =
    organisationId === null
      ? null
      : await findByFeed(tx, 'organisation', { feed, externalId: organisationId });
  if (known !== null) return known;
  throw new RecordRefused(
    'organisation_unknown',
    'Give the organisation in the record, or import it first',
  );
}

const organisationColumns = (organisation: OrganisationRecord): Columns => ({
  name: organisation.name,
  description: organisation.description,
  email: organisation.email,
  website: organisation.website,
});

async function writeVenues(
  tx: EntityManager,
  feed: string,
  venues: readonly VenueRecord[] | undefined,
  organisationId: string,
  rows: Row[],
): Promise<Map<string, string> | null> {
  if (!venues) return null;
  const ids = new Map<string, string>();
  for (const venue of venues) {
    const { externalId } = venue;
    const columns = venueColumns(venue);
    // The organisation that brought a venue keeps it: others may hold sessions there.
    const initial = { organisation_id: organisationId };
    const written = await upsertFromFeed(tx, 'venue', { feed, externalId }, columns, initial);
    rows.push({ kind: 'venues', ...written });
    ids.set(externalId, written.id);
  }
  return ids;
}

const venueColumns = (venue: VenueRecord): Columns => ({
  name: venue.name,
  description: venue.description,
  location_type: venue.locationType,
  latitude: venue.latitude,
  longitude: venue.longitude,
  address_lines: venue.address?.lines,
  city: venue.address?.city,
  postcode: venue.address?.postcode,
  access_features: venue.accessFeatures,
  access_notes: venue.accessNotes,
});

async function writeActivity(
  tx: EntityManager,
  feed: string,
  { activity, hasAllVenues }: DirectoryRecord,
  organisationId: string,
  venues: Map<string, string> | null,
  rows: Row[],
): Promise<string> {
  if (!activity) throw new Error('There is no activity in this record');
  const key = { feed, externalId: activity.externalId };
  const columns = { organisation_id: organisationId, ...activityColumns(activity) };
  // Who may book at once is an agreement with the venue, and no feed can make it for us.
  const initial = { instant_booking: activity.attributes?.isInstantBooking ?? false };
  const written = await upsertFromFeed(tx, 'activity', key, columns, initial);
  const moved =
    venues !== null && (await linkVenues(tx, written.id, [...venues.values()], hasAllVenues));
  const result = moved && written.result === 'unchanged' ? 'updated' : written.result;
  rows.push({ kind: 'activities', id: written.id, result });
  return written.id;
}

const activityColumns = (activity: ActivityRecord): Columns => ({
  name: activity.name,
  description: activity.description,
  status: activity.status,
  minimum_age: activity.minimumAge,
  maximum_age: activity.maximumAge,
  contact_phone: activity.contactPhone,
  contact_email: activity.contactEmail,
  url: activity.url,
  alert: activity.alert,
  assured_on: activity.assuredOn,
  cost_pence: activity.cost?.pence,
  cost_note: activity.cost?.note,
  languages: activity.languages,
  need_codes: activity.attributes?.needCodes,
  is_discreet: activity.attributes?.isDiscreet,
  attendance_mode: activity.attributes && (activity.attributes.isDropIn ? 'drop_in' : 'bookable'),
});

interface ScheduleContext {
  readonly activityId: string;
  readonly venues: Map<string, string> | null;
  readonly today: string;
}

async function writeSchedules(
  tx: EntityManager,
  feed: string,
  schedules: readonly ScheduleRecord[] | undefined,
  { activityId, venues, today }: ScheduleContext,
  rows: Row[],
): Promise<void> {
  if (!schedules) return;
  const kept: string[] = [];
  for (const schedule of schedules) {
    const { externalId } = schedule;
    const venueId = schedule.venueId === null ? undefined : venues?.get(schedule.venueId);
    const columns = { activity_id: activityId, venue_id: venueId, ...scheduleColumns(schedule) };
    const written = await upsertFromFeed(tx, 'schedule', { feed, externalId }, columns);
    rows.push({ kind: 'schedules', ...written });
    kept.push(written.id);
  }
  const ended = await endOtherSchedules(tx, activityId, kept, addLocalDays(today, -1));
  for (let i = 0; i < ended; i += 1) {
    rows.push({ kind: 'schedules', id: `${activityId} ended ${String(i)}`, result: 'updated' });
  }
}

const scheduleColumns = (schedule: ScheduleRecord): Columns => ({
  dtstart: schedule.dtstart,
  freq: schedule.freq,
  interval: schedule.interval,
  byday: schedule.byday,
  bymonthday: schedule.bymonthday,
  valid_from: schedule.validFrom,
  valid_to: schedule.validTo,
  opens_at: schedule.opensAt,
  closes_at: schedule.closesAt,
  places: schedule.places,
  description: schedule.description,
});
