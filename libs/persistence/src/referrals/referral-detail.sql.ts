import { SAFE_CONTACT } from '../patients/safe-contact.sql.js';

/**
 * Pieces of the referral detail, one JSON object each. An audience's statement names the pieces it
 * may have: a new column stays private until somebody adds it to a piece.
 */
export const TIMELINE_PAGE = 20;

/**
 * Names are looked up one by one and not joined: not knowing how few there are, a plan made once for
 * all values would read everybody who works anywhere.
 */
export const nameOfMember = (membershipId: string): string => `(
  SELECT account.display_name FROM membership JOIN user_account AS account ON account.id = membership.user_id
  WHERE membership.id = ${membershipId})`;

export const nameOfOrganisation = (id: string): string =>
  `(SELECT organisation.name FROM organisation WHERE organisation.id = ${id})`;

const ACCESS_NEEDS = `(SELECT coalesce(json_agg(json_build_object('code', code, 'detail', detail,
    'shareWithVenue', share_with_venue, 'venueWording', venue_wording) ORDER BY recorded_at, code), '[]')
  FROM access_need WHERE access_need.patient_id = patient.id AND ended_at IS NULL)`;

const NAME = `patient.given_name || ' ' || patient.family_name`;

export const PATIENT_IN_FULL = `json_build_object(
  'id', patient.id, 'name', ${NAME}, 'preferredName', patient.preferred_name,
  'nhsNumber', patient.nhs_number, 'nhsNumberAbsentReason', patient.nhs_number_absent_reason,
  'birthDate', patient.birth_date, 'mobilePhone', reach.mobile_phone, 'homePhone', reach.home_phone,
  'email', reach.email, 'language', patient.language, 'interpreterRequired', patient.interpreter_required,
  'diedOn', patient.died_on, 'safeContact', ${SAFE_CONTACT}, 'accessNeeds', ${ACCESS_NEEDS},
  'version', patient.version)`;

/** A colleague sees who it is, not how to find them. Source: Trellis access matrix. */
export const PATIENT_IN_BRIEF = `json_build_object(
  'id', patient.id, 'name', ${NAME}, 'preferredName', patient.preferred_name,
  'nhsNumberEnding', right(patient.nhs_number, 3),
  'ageYears', extract(year FROM age((now() AT TIME ZONE 'Europe/London')::date, patient.birth_date))::int,
  'language', patient.language, 'interpreterRequired', patient.interpreter_required)`;

export const CONSENT = `(SELECT json_build_object('granted', granted, 'refused', refused,
    'writeBackScope', write_back_scope, 'recordedAt', recorded_at)
  FROM consent WHERE consent.referral_id = referral.id AND superseded_at IS NULL)`;

export const BOOKINGS = `(SELECT coalesce(json_agg(json_build_object(
    'id', booking.id, 'version', booking.version, 'status', booking.status, 'sessionId', session.id,
    'activityName', activity.name, 'venueName', venue.name, 'startsAt', session.starts_at,
    'endsAt', session.ends_at,
    'attendance', (SELECT code FROM attendance WHERE booking_id = booking.id AND superseded_at IS NULL
                   AND code <> 'not_marked')) ORDER BY session.starts_at DESC), '[]')
  FROM booking
  JOIN session ON session.id = booking.session_id
  JOIN activity ON activity.id = session.activity_id
  JOIN venue ON venue.id = session.venue_id
  WHERE booking.referral_id = referral.id)`;

export const MESSAGES = `(SELECT coalesce(json_agg(json_build_object(
    'id', id, 'rule', rule, 'channel', channel, 'dueAt', due_at, 'state', state,
    'decision', decision, 'stateAt', state_at) ORDER BY due_at DESC), '[]')
  FROM message WHERE message.referral_id = referral.id)`;

/** Facts of the contacts so far, for the defaults of the next one and for the giving-up policy. */
export const CONTACT_FACTS = `(SELECT coalesce(json_agg(json_build_object(
    'occurredAt', occurred_at, 'mode', mode, 'outcome', outcome) ORDER BY occurred_at), '[]')
  FROM contact WHERE contact.referral_id = referral.id AND superseded_at IS NULL)`;

/** Steps whose reason is a sentence that somebody wrote; of all others it is a code. */
const REASONS_IN_WORDS = `('patient.contact_changed','referral.entered_in_error')`;

/** Codes a sending practice may see of a step; whatever people wrote stays with the service. */
export const codesForSender = (keys: readonly string[]): string => `
  (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(event.data)
   WHERE key IN (${keys.map((key) => `'${key}'`).join(',')})
     AND NOT (key = 'reason' AND event.kind IN ${REASONS_IN_WORDS}))`;

/** What tells a sending practice of the last event in a list. */
export const LAST_EVENT_CODES = ['mode', 'outcome', 'reason', 'code', 'activityName', 'startsAt'];

type TimelineView = 'full' | 'sender';

const VISIBLE: Record<TimelineView, { data: string; note: string; only: string }> = {
  full: { data: 'event.data', note: 'contact.note', only: '' },
  sender: {
    data: codesForSender([...LAST_EVENT_CODES, 'priority', 'needs', 'linkWorkerId']),
    note: 'CASE WHEN contact.note_shared THEN contact.note END',
    only: `AND event.kind NOT LIKE 'message.%'`,
  },
};

/** Newest first; one more than a page, so that the reader knows whether there are earlier ones. */
export function timelineRows(view: TimelineView, referralId: string, before = ''): string {
  const { data, note, only } = VISIBLE[view];
  return `SELECT event.id, event.at, event.kind, ${nameOfMember('event.actor_id')} AS by, ${data} AS data,
                 ${note} AS note, event.position
          FROM (SELECT event.*, row_number() OVER (ORDER BY event.at DESC, event.id DESC) AS position
                FROM timeline_event AS event
                WHERE event.referral_id = ${referralId} ${only} ${before}
                ORDER BY event.at DESC, event.id DESC LIMIT ${TIMELINE_PAGE + 1}) AS event
          LEFT JOIN contact ON event.kind = 'contact.recorded' AND contact.id = event.subject_id`;
}

/** `{items, lastAt, lastId, hasMore}` of a page of the timeline, as columns. */
export function timelinePage(rows: string): string {
  return `SELECT coalesce(json_agg(json_build_object('id', id, 'at', at, 'kind', kind, 'by', by, 'data', data,
                   'note', note) ORDER BY position) FILTER (WHERE position <= ${TIMELINE_PAGE}), '[]') AS items,
                 (array_agg(at::text ORDER BY position) FILTER (WHERE position = ${TIMELINE_PAGE}))[1] AS last_at,
                 (array_agg(id ORDER BY position) FILTER (WHERE position = ${TIMELINE_PAGE}))[1] AS last_id,
                 coalesce(max(position) > ${TIMELINE_PAGE}, false) AS has_more
          FROM (${rows}) AS event`;
}
