-- What happened since: six contacts and twelve lines of timeline a referral.
INSERT INTO contact (id, referral_id, patient_id, occurred_at, mode, outcome, minutes, note, recorded_by, recorded_at)
SELECT pg_temp.uid(32, g::bigint * 6 + k), pg_temp.uid(5, g), pg_temp.uid(4, patient), occurred_at,
  (ARRAY['phone','phone','in_person','text','phone','video'])[k + 1], (ARRAY['no_answer','spoke','spoke','sent','spoke','spoke'])[k + 1],
  10 + k * 5, 'Talked about goals, the group and how to get there. Next step ' || k || ' agreed.', pg_temp.uid(21, worker), occurred_at
FROM plan CROSS JOIN generate_series(0, 5) AS k
CROSS JOIN LATERAL (SELECT least(submitted_at + (3 + k * 8) * interval '1 day', now() - (6 - k) * interval '1 minute') AS occurred_at) AS time
WHERE worker IS NOT NULL ORDER BY g, k;

INSERT INTO timeline_event (id, referral_id, at, kind, actor_id, subject_id, data)
SELECT pg_temp.uid(33, g::bigint * 12 + k), pg_temp.uid(5, g),
  least(submitted_at + (ARRAY[0, 0.02, 0.04, 3, 11, 12, 19, 20, 27, 35, 43, 44])[k + 1] * interval '1 day', now() - (12 - k) * interval '1 minute'),
  (ARRAY['referral.submitted','referral.accepted','referral.allocated','contact.recorded','contact.recorded','referral.engaged',
         'contact.recorded','referral.plan_agreed','contact.recorded','contact.recorded','contact.recorded','referral.activated'])[k + 1],
  CASE WHEN k = 0 THEN pg_temp.uid(20, practice * 2 + g % 2) WHEN k < 3 THEN pg_temp.uid(22, service) ELSE pg_temp.uid(21, worker) END,
  CASE WHEN contact IS NOT NULL THEN pg_temp.uid(32, g::bigint * 6 + contact) END,
  CASE WHEN contact IS NOT NULL THEN jsonb_build_object('mode', 'phone', 'outcome', 'spoke', 'nextStep', 'check_in', 'nextStepOn', '2026-12-01')
       ELSE jsonb_build_object('status', status) END
FROM plan CROSS JOIN generate_series(0, 11) AS k
CROSS JOIN LATERAL (SELECT (ARRAY[NULL,NULL,NULL,0,1,NULL,2,NULL,3,4,5,NULL]::int[])[k + 1] AS contact) AS told
WHERE worker IS NOT NULL OR k = 0 ORDER BY g, k;

-- Every third open referral that is far enough along has a place on a session to come, and a reminder of it.
CREATE TEMP TABLE going AS
SELECT g, patient, worker, session.id AS session_id, session.activity_id, session.starts_at
FROM plan JOIN session ON session.id = pg_temp.uid(8, (g % 5000) * 8 + 4 + g / 5000 % 4)
WHERE g % 3 = 0 AND plan.status IN ('engaged','assessed','plan_agreed','active','on_hold','review_due');

INSERT INTO placement (id, referral_id, patient_id, activity_id, status, proposed_by, proposed_at)
SELECT pg_temp.uid(40, g), pg_temp.uid(5, g), pg_temp.uid(4, patient), activity_id, 'booked', pg_temp.uid(21, worker), now() - interval '2 days'
FROM going;

INSERT INTO booking (id, placement_id, referral_id, patient_id, session_id, booked_by, booked_at)
SELECT pg_temp.uid(41, g), pg_temp.uid(40, g), pg_temp.uid(5, g), pg_temp.uid(4, patient), session_id, pg_temp.uid(21, worker), now() - interval '2 days'
FROM going;

UPDATE session SET booked = taken.count
FROM (SELECT session_id, count(*) AS count FROM going GROUP BY session_id) AS taken WHERE session.id = taken.session_id;

UPDATE referral SET next_session_at = going.starts_at FROM going WHERE referral.id = pg_temp.uid(5, going.g);

INSERT INTO message (id, rule, channel, booking_id, booking_version, referral_id, patient_id, due_at, expires_at)
SELECT pg_temp.uid(42, g), 'day_before', 'email', pg_temp.uid(41, g), 1, pg_temp.uid(5, g), pg_temp.uid(4, patient),
  starts_at - interval '1 day', starts_at
FROM going;
