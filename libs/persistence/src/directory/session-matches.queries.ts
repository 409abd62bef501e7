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
/** Of an activity only its next dates are shown, so that a daily one does not fill the list. */
const MOST_DATES_OF_AN_ACTIVITY = 3;
const MOST_FOR_THE_NEEDS = 120;
const MOST_OTHERS = 30;

export interface CandidateFilter {
  readonly patientId: string;
  /** Sessions for these are looked at first; with `onlyNeeds` those that meet none are left out. */
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
  /** Of sessions for the same needs the nearer ones are looked at; null where nobody knows the way. */
  readonly near: { readonly latitude: number; readonly longitude: number } | null;
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

const COMING = `session.status = 'scheduled' AND session.starts_at > now()
     AND session.starts_at < now() + interval '${WEEKS_AHEAD} weeks'`;

/** What a filter asks of a session and its venue, wherever they are met. */
const ASKED_FOR = `
     AND ($4::int[] IS NULL
       OR extract(isodow FROM session.starts_at AT TIME ZONE session.time_zone)::int = ANY ($4))
     AND ($5::float8 IS NULL OR venue.latitude IS NULL OR venue.longitude IS NULL
       OR (venue.latitude BETWEEN $5 AND $6::float8 AND venue.longitude BETWEEN $7::float8 AND $8::float8))
     AND (NOT $9::boolean OR session.booked < session.places)
     AND venue.access_features @> $10::text[]`;

/**
 * Activities for the needs by their index, and of each its next dates; then, where the needs were not
 * asked for outright, some of what else is on soon. Neither looks at more than it may return, so that
 * the size of the directory does not matter.
 */
const CANDIDATES = statement(
  'directory.session_candidates',
  `WITH wanted AS MATERIALIZED (
     SELECT id, cardinality(ARRAY(SELECT unnest(need_codes) INTERSECT SELECT unnest($2::text[]))) AS met
     FROM activity WHERE status = 'active' AND need_codes && $2::text[]
   ), dates AS (
     SELECT next.id FROM wanted CROSS JOIN LATERAL (
       SELECT session.id, session.starts_at,
              coalesce(abs(venue.latitude - $11::float8) + abs(venue.longitude - $12::float8), 0) AS apart
       FROM session JOIN venue ON venue.id = session.venue_id
       WHERE session.activity_id = wanted.id AND ${COMING} ${ASKED_FOR}
       ORDER BY session.booked >= session.places, session.starts_at LIMIT ${MOST_DATES_OF_AN_ACTIVITY}) AS next
     ORDER BY wanted.met DESC, next.apart, next.starts_at, next.id LIMIT ${MOST_FOR_THE_NEEDS}
   ), others AS (
     SELECT session.id
     FROM session
     JOIN venue ON venue.id = session.venue_id
     JOIN activity ON activity.id = session.activity_id AND activity.status = 'active'
     WHERE NOT $3::boolean AND NOT activity.need_codes && $2::text[] AND ${COMING} ${ASKED_FOR}
     ORDER BY session.starts_at LIMIT ${MOST_OTHERS}
   )
   SELECT session.id AS "sessionId", activity.id AS "activityId", activity.name AS "activityName",
          organisation.name AS "organisationName", venue.name AS "venueName",
          session.starts_at AS "startsAt", session.ends_at AS "endsAt", session.time_zone AS zone,
          session.places, session.booked, activity.attendance_mode AS "attendanceMode",
          activity.cost_pence AS "costPence", venue.access_features AS "accessFeatures",
          activity.need_codes AS needs, activity.minimum_age AS "minimumAge",
          activity.maximum_age AS "maximumAge", activity.languages, venue.latitude, venue.longitude,
          EXISTS (SELECT FROM booking WHERE booking.session_id = session.id AND booking.patient_id = $1
                    AND booking.status = 'booked') AS "alreadyBooked"
   FROM (SELECT id FROM dates UNION ALL SELECT id FROM others) AS candidate
   JOIN session ON session.id = candidate.id
   JOIN activity ON activity.id = session.activity_id
   JOIN venue ON venue.id = session.venue_id
   JOIN organisation ON organisation.id = session.organisation_id AND organisation.closed_at IS NULL`,
);

const ANYWHERE = { south: null, north: null, west: null, east: null };
const NOWHERE = { latitude: null, longitude: null };

/** Sessions that may fit, those for the person's needs first; how well they fit is the domain's to say. */
export async function readSessionCandidates(
  db: DataSource,
  filter: CandidateFilter,
): Promise<CandidateRow[]> {
  const { patientId, needs, onlyNeeds, days, freePlacesOnly, features } = filter;
  const { south, north, west, east } = filter.within ?? ANYWHERE;
  const { latitude, longitude } = filter.near ?? NOWHERE;
  return run<CandidateRow>(db, CANDIDATES, [
    ...[patientId, needs, onlyNeeds, days],
    ...[south, north, west, east],
    ...[freePlacesOnly, features, latitude, longitude],
  ]);
}
