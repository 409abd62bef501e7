-- Referrals over 24 months. Every fourth round over the link workers is open: about 62 open ones each,
-- whatever the size. The newest are not shared out yet.
CREATE TEMP TABLE plan AS
SELECT g, patient, practice, service,
  CASE WHEN is_new THEN NULL ELSE service + pg_temp.size('services') * (g / (4 * pg_temp.size('services')) % 40) END AS worker,
  submitted_at,
  CASE WHEN is_new THEN 'submitted'
       WHEN lap % 4 = 0 THEN (ARRAY['allocated','contacting','engaged','assessed','plan_agreed','active','on_hold','review_due'])[1 + pg_temp.pick(g, 10, 8)]
       ELSE (ARRAY['closed','closed','closed','closed','declined_by_patient','unable_to_contact','withdrawn'])[1 + pg_temp.pick(g, 11, 7)]
  END AS status
FROM (
  SELECT g, patient, patient % (4 * pg_temp.size('services')) AS practice, patient % pg_temp.size('services') AS service,
    g / (160 * pg_temp.size('services')) AS lap, g > pg_temp.size('referrals') * 0.998 AS is_new,
    now() - interval '730 days' * (1 - g::float8 / pg_temp.size('referrals')) - interval '1 hour' AS submitted_at
  FROM (SELECT g::int, (1 + g * 7919 % pg_temp.size('referrals'))::int AS patient
        FROM generate_series(1, pg_temp.size('referrals')::bigint) AS g) AS numbered
) AS placed;
CREATE INDEX ON plan (g);
ANALYZE plan;

INSERT INTO referral (id, patient_id, practice_id, provider_id, referrer_id, priority, status, need_codes, reason, risk_status,
  risk_detail, share_choice, submitted_at, link_worker_id, allocated_at, first_contact_at, next_step, next_step_on,
  closed_at, outcome_code, updated_at)
SELECT pg_temp.uid(5, g), pg_temp.uid(4, patient), pg_temp.uid(1, practice), pg_temp.uid(2, service),
  pg_temp.uid(20, practice * 2 + g % 2), CASE WHEN g % 10 = 0 THEN '2' ELSE '1' END, status,
  ARRAY[(ARRAY['loneliness','low_mood','physical_activity','money','housing','bereavement'])[1 + pg_temp.pick(g, 12, 6)],
        (ARRAY['carer','long_term_condition','employment','food','digital','transport'])[1 + pg_temp.pick(g, 13, 6)]],
  left('Would like company since a bereavement, gentle activity close to home, and help with benefits paperwork. Walks with a stick, does not use a computer.',
       60 + pg_temp.pick(g, 14, 80)),
  CASE WHEN g % 20 = 0 THEN 'risk_recorded' ELSE 'no_known_risk' END,
  CASE WHEN g % 20 = 0 THEN 'Has a large dog. Ring before a visit.' END, 'agreed', submitted_at,
  pg_temp.uid(21, worker), CASE WHEN worker IS NOT NULL THEN submitted_at + interval '1 hour' END,
  CASE WHEN worker IS NOT NULL THEN least(submitted_at + interval '3 days', now()) END,
  CASE WHEN worker IS NOT NULL THEN 'check_in' END,
  CASE WHEN worker IS NOT NULL THEN current_date - 10 + pg_temp.pick(g, 15, 41) END,
  CASE WHEN closed THEN least(submitted_at + interval '60 days' + pg_temp.pick(g, 16, 60) * interval '1 day', now()) END,
  CASE WHEN closed THEN 'goals_met' END, submitted_at
FROM plan CROSS JOIN LATERAL (SELECT status IN ('closed','declined_by_patient','unable_to_contact','withdrawn') AS closed) AS ended
ORDER BY g;

INSERT INTO consent (id, patient_id, referral_id, granted, refused, write_back_scope, recorded_by, recorded_at)
SELECT pg_temp.uid(30, g), pg_temp.uid(4, patient), pg_temp.uid(5, g), ARRAY['referral','share_with_provider','share_with_venue','write_back_to_gp'],
  ARRAY[]::text[], 'all', pg_temp.uid(20, practice * 2 + g % 2), submitted_at
FROM plan ORDER BY g;

INSERT INTO allocation (id, referral_id, link_worker_id, allocated_by, allocated_at)
SELECT pg_temp.uid(31, g), pg_temp.uid(5, g), pg_temp.uid(21, worker), pg_temp.uid(22, service), submitted_at + interval '1 hour'
FROM plan WHERE worker IS NOT NULL ORDER BY g;
