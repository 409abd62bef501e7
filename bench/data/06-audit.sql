-- The trail of 24 months: eight rows a referral, forty more for every fourth person, and the lists people opened.
SELECT audit_event_ensure_months((now() - interval '25 months')::date, (now() + interval '1 month')::date);

INSERT INTO audit_event (id, at, actor_id, organisation_id, provider_id, action, entity, entity_id, patient_id, request_id)
SELECT pg_temp.uid(34, g::bigint * 64 + k), at, pg_temp.uid(21, coalesce(worker, service)), pg_temp.uid(2, service), pg_temp.uid(2, service),
  (ARRAY['referral.read','contact.recorded','referral.read','referral.changed'])[1 + k % 4], 'referral', pg_temp.uid(5, g), pg_temp.uid(4, patient),
  pg_temp.uid(35, g::bigint * 64 + k)
FROM plan CROSS JOIN LATERAL generate_series(0, CASE WHEN patient % 4 = 0 THEN 47 ELSE 7 END) AS k
CROSS JOIN LATERAL (SELECT least(submitted_at + k * interval '25 hours', now() - (48 - k) * interval '1 minute') AS at) AS time
ORDER BY g, k;

INSERT INTO audit_event (id, at, actor_id, organisation_id, provider_id, action, entity, entity_id, subject_ids, request_id)
SELECT pg_temp.uid(36, g), submitted_at, pg_temp.uid(21, worker), pg_temp.uid(2, service), pg_temp.uid(2, service),
  'referral.listed', 'caseload', pg_temp.uid(21, worker),
  ARRAY(SELECT pg_temp.uid(4, 1 + (patient + i * 40) % pg_temp.size('referrals')) FROM generate_series(0, 24) AS i), pg_temp.uid(37, g)
FROM plan WHERE worker IS NOT NULL AND g % 10 = 0 ORDER BY g;
