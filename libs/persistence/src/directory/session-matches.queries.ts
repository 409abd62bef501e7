import type { ReferralStatus } from '#domain/referrals/referral.js';
import type { DataSource } from 'typeorm';
import { run, statement } from '../sql.js';

/** A person as far as finding a session goes, with the facts that decide who may look. */
export interface PersonToMatch extends Record<string, unknown> {
  readonly patientId: string;
  readonly practiceId: string;
  readonly providerId: string;
  readonly linkWorkerId: string | null;
  readonly status: ReferralStatus;
  readonly needCodes: string[];
  readonly birthDate: string;
  readonly language: string;
  readonly hasPostcode: boolean;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accessNeeds: string[];
  /** What a place must have for those needs, by the newest list of them. */
  readonly requiredFeatures: string[];
}

const PERSON = statement(
  'directory.person_to_match',
  `SELECT referral.patient_id AS "patientId", referral.practice_id AS "practiceId",
          referral.provider_id AS "providerId", referral.link_worker_id AS "linkWorkerId",
          referral.status, referral.need_codes AS "needCodes", patient.birth_date AS "birthDate",
          patient.language, coalesce(btrim(reach.postcode) <> '', false) AS "hasPostcode",
          reach.latitude, reach.longitude, needs.codes AS "accessNeeds", needs.features AS "requiredFeatures"
   FROM referral
   JOIN patient ON patient.id = referral.patient_id
   LEFT JOIN patient_contact AS reach ON reach.patient_id = patient.id AND reach.superseded_at IS NULL
   CROSS JOIN LATERAL (
     SELECT coalesce(array_agg(access_need.code ORDER BY access_need.code), '{}') AS codes,
            coalesce(array_agg(DISTINCT value.maps_to ->> 'accessFeature')
                     FILTER (WHERE value.maps_to ? 'accessFeature'), '{}') AS features
     FROM access_need
     LEFT JOIN code_value AS value ON value.list_id = 'access_needs' AND value.code = access_need.code
       AND value.version = (SELECT max(version) FROM code_list WHERE id = 'access_needs')
     WHERE access_need.patient_id = referral.patient_id AND access_need.ended_at IS NULL) AS needs
   WHERE referral.id = $1`,
);

export async function readPersonToMatch(
  db: DataSource,
  referralId: string,
): Promise<PersonToMatch | null> {
  const [person] = await run<PersonToMatch>(db, PERSON, [referralId]);
  return person ?? null;
}

/** Sessions are looked at this far ahead. */
const WEEKS_AHEAD = 6;
const MOST_CANDIDATES = 300;

export interface CandidateFilter {
  readonly patientId: string;
  /** Those that meet more of these come first; with `onlyNeeds` those that meet none are left out. */
  readonly needs: readonly string[];
  readonly onlyNeeds: boolean;
  /** Days of the week, Monday is 1; null for any. */
  readonly days: readonly number[] | null;
  /** A box around the person's home; places without a position are left in. */
  readonly within: {
    readonly south: number;
    readonly north: number;
    readonly west: number;
    readonly east: number;
  } | null;
  readonly freePlacesOnly: boolean;
  readonly features: readonly string[];
}

export interface CandidateRow extends Record<string, unknown> {
  readonly sessionId: string;
  readonly activityId: string;
  readonly activityName: string;
  readonly organisationName: string;
  readonly venueName: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly zone: string;
  readonly places: number;
  readonly booked: number;
  readonly attendanceMode: 'bookable' | 'drop_in';
  readonly costPence: number | null;
  readonly accessFeatures: string[];
  readonly needs: string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly languages: string[];
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly alreadyBooked: boolean;
}

const CANDIDATES = statement(
  'directory.session_candidates',
  `SELECT session.id AS "sessionId", activity.id AS "activityId", activity.name AS "activityName",
          organisation.name AS "organisationName", venue.name AS "venueName",
          session.starts_at AS "startsAt", session.ends_at AS "endsAt", session.time_zone AS zone,
          session.places, session.booked, activity.attendance_mode AS "attendanceMode",
          activity.cost_pence AS "costPence", venue.access_features AS "accessFeatures",
          activity.need_codes AS needs, activity.minimum_age AS "minimumAge",
          activity.maximum_age AS "maximumAge", activity.languages, venue.latitude, venue.longitude,
          EXISTS (SELECT FROM booking WHERE booking.session_id = session.id AND booking.patient_id = $1
                    AND booking.status = 'booked') AS "alreadyBooked"
   FROM session
   JOIN activity ON activity.id = session.activity_id AND activity.status = 'active'
   JOIN venue ON venue.id = session.venue_id
   JOIN organisation ON organisation.id = session.organisation_id AND organisation.closed_at IS NULL
   WHERE session.status = 'scheduled' AND session.starts_at > now()
     AND session.starts_at < now() + interval '${WEEKS_AHEAD} weeks'
     AND (NOT $3::boolean OR activity.need_codes && $2::text[])
     AND ($4::int[] IS NULL
       OR extract(isodow FROM session.starts_at AT TIME ZONE session.time_zone)::int = ANY ($4))
     AND ($5::float8 IS NULL OR venue.latitude IS NULL OR venue.longitude IS NULL
       OR (venue.latitude BETWEEN $5 AND $6::float8 AND venue.longitude BETWEEN $7::float8 AND $8::float8))
     AND (NOT $9::boolean OR session.booked < session.places)
     AND venue.access_features @> $10::text[]
   ORDER BY cardinality(ARRAY(SELECT unnest(activity.need_codes) INTERSECT SELECT unnest($2::text[]))) DESC,
            session.starts_at, session.id
   LIMIT ${MOST_CANDIDATES}`,
);

/** Sessions that may fit, those for the person's needs first; how well they fit is the domain's to say. */
export async function readSessionCandidates(
  db: DataSource,
  filter: CandidateFilter,
): Promise<CandidateRow[]> {
  const { within } = filter;
  return run<CandidateRow>(db, CANDIDATES, [
    filter.patientId,
    filter.needs,
    filter.onlyNeeds,
    filter.days,
    within?.south ?? null,
    within?.north ?? null,
    within?.west ?? null,
    within?.east ?? null,
    filter.freePlacesOnly,
    filter.features,
  ]);
}
