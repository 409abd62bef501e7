import type { AttendanceCode } from '#domain/placements/attendance.js';
import type { ReferralStatus } from '#domain/referrals/referral.js';
import type { DataSource, EntityManager } from 'typeorm';
import { MOVED_AWAY, type SessionRow } from '../directory/session-rows.js';
import { run, statement } from '../sql.js';

/** A session of a venue with its counts; nobody's name. */
export interface VenueSessionRow extends SessionRow {
  /** How many of those booked are marked. */
  readonly marked: number;
}

const SELECT_SESSION = `
  SELECT session.id, session.activity_id AS "activityId", session.organisation_id AS "organisationId",
         activity.name AS "activityName", venue.name AS "venueName", session.starts_at AS "startsAt",
         session.ends_at AS "endsAt", session.time_zone AS "timeZone", session.status,
         session.places, session.booked, session.version,
         (SELECT count(*) FROM booking
          JOIN attendance ON attendance.booking_id = booking.id AND attendance.superseded_at IS NULL
          WHERE booking.session_id = session.id AND booking.status = 'booked'
            AND attendance.code <> 'not_marked')::int AS marked
  FROM session
  JOIN activity ON activity.id = session.activity_id
  JOIN venue ON venue.id = session.venue_id`;

/** Far above what one organisation runs in the longest period that may be asked for. */
const MOST_SESSIONS = 2000;

const OF_ORGANISATION = statement(
  'placements.venue_sessions',
  `${SELECT_SESSION}
   WHERE session.organisation_id = $1 AND session.starts_at >= $2 AND session.starts_at < $3
     AND session.cancel_reason IS DISTINCT FROM '${MOVED_AWAY}'
   ORDER BY session.starts_at, session.id LIMIT ${MOST_SESSIONS}`,
);

const ONE = statement('placements.venue_session', `${SELECT_SESSION} WHERE session.id = $1`);

/** The sessions of one organisation that start in a period, earliest first, cancelled ones included. */
export async function readVenueSessions(
  db: DataSource,
  organisationId: string,
  from: Date,
  before: Date,
): Promise<VenueSessionRow[]> {
  return run<VenueSessionRow & Record<string, unknown>>(db, OF_ORGANISATION, [
    organisationId,
    from,
    before,
  ]);
}

export async function readVenueSession(
  db: DataSource,
  id: string,
): Promise<VenueSessionRow | null> {
  const [row] = await run<VenueSessionRow & Record<string, unknown>>(db, ONE, [id]);
  return row ?? null;
}

export async function findVenueSession(
  tx: EntityManager,
  id: string,
): Promise<VenueSessionRow | null> {
  const [row] = await tx.query<VenueSessionRow[]>(ONE.text, [id]);
  return row ?? null;
}

/** One booked person, with what decides who may see them. The columns are all that a register needs. */
export interface RegisterPersonRow {
  readonly bookingId: string;
  readonly patientId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string | null;
  readonly needToKnow: string[];
  readonly code: AttendanceCode | null;
  readonly minutesLate: number | null;
  readonly practiceId: string;
  readonly providerId: string;
  readonly linkWorkerId: string | null;
  readonly status: ReferralStatus;
}

/**
 * What a venue is told of a need is the sentence written for it, and only while the person agrees to
 * that under this referral.
 */
const PEOPLE = statement(
  'placements.register_people',
  `SELECT booking.id AS "bookingId", booking.patient_id AS "patientId", patient.given_name AS "givenName",
          patient.family_name AS "familyName", patient.preferred_name AS "preferredName",
          CASE WHEN EXISTS (SELECT FROM consent WHERE consent.referral_id = booking.referral_id
                              AND superseded_at IS NULL AND (expires_at IS NULL OR expires_at > now())
                              AND 'share_with_venue' = ANY (granted))
               THEN ARRAY(SELECT venue_wording FROM access_need
                          WHERE access_need.patient_id = booking.patient_id AND ended_at IS NULL
                            AND share_with_venue AND btrim(venue_wording) <> ''
                          ORDER BY recorded_at, code)
               ELSE '{}'::text[] END AS "needToKnow",
          attendance.code, attendance.minutes_late AS "minutesLate",
          referral.practice_id AS "practiceId", referral.provider_id AS "providerId",
          referral.link_worker_id AS "linkWorkerId", referral.status
   FROM booking
   JOIN patient ON patient.id = booking.patient_id
   JOIN referral ON referral.id = booking.referral_id
   LEFT JOIN attendance ON attendance.booking_id = booking.id AND attendance.superseded_at IS NULL
   WHERE booking.session_id = $1 AND booking.status = 'booked'`,
);

export async function readRegisterPeople(
  db: DataSource,
  sessionId: string,
): Promise<RegisterPersonRow[]> {
  return run<RegisterPersonRow & Record<string, unknown>>(db, PEOPLE, [sessionId]);
}
