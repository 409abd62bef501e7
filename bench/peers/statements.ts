/**
 * The SQL of the peers, one statement a workload, written by hand to be as quick as we know how:
 * JSON made by PostgreSQL, one round trip. It answers what the product's pages need.
 */
const OPEN = `('submitted','triage','accepted','waiting','allocated','contacting','engaged','assessed','plan_agreed','active','on_hold','review_due','reopened')`;
const TODAY = `(now() AT TIME ZONE 'Europe/London')::date`;

/** $1 link worker, $2 service, $3 and $4 the last row of the page before. */
export const CASELOAD = `
SELECT coalesce(json_agg(page), '[]')::text AS items, array_agg(page."patientId") AS people,
       (array_agg(page."nextStepOn"::text))[25] AS "lastOn", (array_agg(page.id))[25] AS "lastId",
       (SELECT row_to_json(due)::text FROM (
          SELECT count(*) FILTER (WHERE next_step_on < ${TODAY}) AS late,
                 count(*) FILTER (WHERE next_step_on = ${TODAY}) AS today,
                 count(*) FILTER (WHERE next_step_on BETWEEN ${TODAY} AND ${TODAY} + 7) AS week, count(*) AS open
          FROM referral WHERE link_worker_id = $1 AND provider_id = $2 AND status IN ${OPEN}) AS due) AS counts
FROM (
  SELECT r.id, r.reference, r.patient_id AS "patientId", p.given_name || ' ' || p.family_name AS "patientName",
         p.nhs_number AS "nhsNumber", r.status, r.priority, r.need_codes AS "needCodes", r.next_step AS "nextStep",
         r.next_step_on AS "nextStepOn", r.next_session_at AS "nextSessionAt", o.name AS "practiceName",
         r.submitted_at AS "submittedAt", r.safeguarding, r.risk_status = 'risk_recorded' AS "riskRecorded", r.version
  FROM referral r JOIN patient p ON p.id = r.patient_id JOIN organisation o ON o.id = r.practice_id
  WHERE r.link_worker_id = $1 AND r.provider_id = $2 AND r.status IN ${OPEN}
    AND (r.next_step_on, r.id) > ($3::date, $4::uuid)
  ORDER BY r.next_step_on, r.id LIMIT 25
) AS page`;

/** $1 to $5 ids of referral, event, audit row, outbox row and request; $6 asker, $7 practice, $8 patient, $9 service; then the answers. */
export const CREATE = `
WITH made AS (
  INSERT INTO referral (id, patient_id, practice_id, provider_id, referrer_id, priority, status, need_codes, reason,
                        risk_status, risk_detail, safeguarding, share_choice, submitted_at)
  SELECT $1, p.id, $7, a.provider_id, $6, $10, 'submitted', $11::text[], $12, $13, $14, $15::boolean, $16, now()
  FROM patient p JOIN service_agreement a ON a.practice_id = p.practice_id AND a.ended_at IS NULL
  WHERE p.id = $8 AND p.practice_id = $7 AND a.provider_id = $9
  RETURNING id, reference, patient_id, provider_id, submitted_at
), told AS (
  INSERT INTO timeline_event (id, referral_id, kind, actor_id, data)
  SELECT $2, id, 'referral.submitted', $6, jsonb_build_object('needs', $11::text[], 'priority', $10::text) FROM made
), audited AS (
  INSERT INTO audit_event (id, actor_id, organisation_id, provider_id, action, entity, entity_id, patient_id, request_id)
  SELECT $3, $6, $7, provider_id, 'referral.created', 'referral', id, patient_id, $5 FROM made
), queued AS (
  INSERT INTO outbox (id, type, payload) SELECT $4, 'referral.submitted', jsonb_build_object('referralId', id) FROM made
)
SELECT made.id, made.reference, made.patient_id AS "patientId", made.submitted_at AS "submittedAt", o.name AS "providerName"
FROM made JOIN organisation o ON o.id = made.provider_id`;

const PATIENT = `(SELECT row_to_json(pt) FROM (SELECT p.id, p.given_name || ' ' || p.family_name AS name,
  p.preferred_name AS "preferredName", p.nhs_number AS "nhsNumber", p.nhs_number_absent_reason AS "nhsNumberAbsentReason",
  p.birth_date AS "birthDate", c.mobile_phone AS "mobilePhone", c.home_phone AS "homePhone", c.email, p.language,
  p.interpreter_required AS "interpreterRequired", p.died_on AS "diedOn",
  (SELECT row_to_json(sc) FROM (SELECT c.may_phone AS "mayPhone", c.may_text AS "mayText", c.may_email AS "mayEmail",
     c.may_post AS "mayPost", c.may_leave_message AS "mayLeaveMessage", to_char(c.safe_from, 'HH24:MI') AS "safeFrom",
     to_char(c.safe_to, 'HH24:MI') AS "safeTo", c.code_word AS "codeWord", c.contact_prohibited AS "contactProhibited",
     c.preferred_method AS "preferredMethod") AS sc) AS "safeContact",
  (SELECT coalesce(json_agg(n), '[]') FROM (SELECT code, detail, share_with_venue AS "shareWithVenue",
     venue_wording AS "venueWording" FROM access_need WHERE patient_id = p.id AND ended_at IS NULL
     ORDER BY recorded_at, code) AS n) AS "accessNeeds", p.version) AS pt)`;

const TIMELINE = `(SELECT coalesce(json_agg(line), '[]') FROM (
  SELECT e.id, e.at, e.kind, ea.display_name AS by, e.data, ct.note
  FROM (SELECT * FROM timeline_event WHERE referral_id = r.id ORDER BY at DESC, id DESC LIMIT 20) AS e
  LEFT JOIN membership em ON em.id = e.actor_id LEFT JOIN user_account ea ON ea.id = em.user_id
  LEFT JOIN contact ct ON e.kind = 'contact.recorded' AND ct.id = e.subject_id
  ORDER BY e.at DESC, e.id DESC) AS line)`;

/** $1 referral, $2 service, $3 link worker. */
export const DETAIL = `
SELECT r.patient_id AS patient, r.provider_id AS provider, (SELECT row_to_json(d)::text FROM (
  SELECT r.id, r.reference, r.version, r.status, r.priority, r.need_codes AS "needCodes", r.submitted_at AS "submittedAt",
    practice.name AS "practiceName", provider.name AS "providerName", ra.display_name AS "referrerName",
    (SELECT row_to_json(w) FROM (SELECT r.link_worker_id AS id, wa.display_name AS name) AS w) AS "linkWorker",
    r.next_step AS "nextStep", r.next_step_on AS "nextStepOn", r.next_session_at AS "nextSessionAt", r.review_on AS "reviewOn",
    r.closed_at AS "closedAt", r.outcome_code AS "outcomeCode", ${PATIENT} AS patient, r.reason,
    (SELECT row_to_json(k) FROM (SELECT r.risk_status AS status, r.risk_detail AS detail) AS k) AS risk, r.safeguarding,
    (SELECT row_to_json(k) FROM (SELECT granted, refused, write_back_scope AS "writeBackScope", recorded_at AS "recordedAt"
       FROM consent WHERE referral_id = r.id AND superseded_at IS NULL) AS k) AS consent,
    (SELECT coalesce(json_agg(b), '[]') FROM (SELECT bk.id, bk.version, bk.status, s.id AS "sessionId", a.name AS "activityName",
       v.name AS "venueName", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
       (SELECT code FROM attendance WHERE booking_id = bk.id AND superseded_at IS NULL AND code <> 'not_marked') AS attendance
       FROM booking bk JOIN session s ON s.id = bk.session_id JOIN activity a ON a.id = s.activity_id
       JOIN venue v ON v.id = s.venue_id WHERE bk.referral_id = r.id ORDER BY s.starts_at DESC) AS b) AS bookings,
    (SELECT coalesce(json_agg(m), '[]') FROM (SELECT id, rule, channel, due_at AS "dueAt", state, decision, state_at AS "stateAt"
       FROM message WHERE referral_id = r.id ORDER BY due_at DESC) AS m) AS messages,
    (SELECT coalesce(json_agg(t), '[]') FROM (SELECT occurred_at AS "occurredAt", mode, outcome FROM contact
       WHERE referral_id = r.id AND superseded_at IS NULL ORDER BY occurred_at) AS t) AS "contactFacts",
    ${TIMELINE} AS timeline) AS d) AS json
FROM referral r JOIN patient p ON p.id = r.patient_id
JOIN organisation practice ON practice.id = r.practice_id JOIN organisation provider ON provider.id = r.provider_id
JOIN membership rm ON rm.id = r.referrer_id JOIN user_account ra ON ra.id = rm.user_id
LEFT JOIN membership wm ON wm.id = r.link_worker_id LEFT JOIN user_account wa ON wa.id = wm.user_id
LEFT JOIN patient_contact c ON c.patient_id = p.id AND c.superseded_at IS NULL
WHERE r.id = $1 AND r.provider_id = $2 AND r.link_worker_id = $3 AND r.status <> 'draft'`;

/** $1 organisation, $2 patient, $3 and $4 from and to, $5 rows. */
export const AUDIT_OF_PATIENT = `
SELECT coalesce(json_agg(line), '[]')::text AS items FROM (
  SELECT e.id, e.at, a.display_name AS "actorName", m.role AS "actorRole", o.name AS "organisationName", e.action, e.entity,
         e.entity_id AS "entityId", r.reference, e.outcome, e.detail
  FROM (SELECT * FROM audit_event WHERE patient_id = $2 AND at >= $3 AND at < $4
        AND (provider_id = $1 OR organisation_id = $1) ORDER BY at DESC, id DESC LIMIT $5::int) AS e
  LEFT JOIN membership m ON m.id = e.actor_id LEFT JOIN user_account a ON a.id = m.user_id
  LEFT JOIN organisation o ON o.id = m.organisation_id
  LEFT JOIN referral r ON r.id = CASE WHEN e.entity = 'referral' THEN e.entity_id END
  ORDER BY e.at DESC, e.id DESC) AS line`;

export const AUDIT_INSERT = `
INSERT INTO audit_event (id, actor_id, organisation_id, provider_id, action, entity, entity_id, patient_id, subject_ids, request_id)
SELECT id, actor, organisation, provider, action, entity, entity_id, patient, subjects::uuid[], request
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::text[], $10::uuid[])
  AS x (id, actor, organisation, provider, action, entity, entity_id, patient, subjects, request)`;

export const TOKENS = `
SELECT encode(s.token_hash, 'hex') AS hash, m.id AS membership, m.organisation_id AS organisation
FROM sign_in_session s JOIN membership m ON m.id = s.membership_id WHERE s.ended_at IS NULL`;
