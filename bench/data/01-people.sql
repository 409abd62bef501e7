-- Practices (4 a service), link worker services, venue providers, and who works there (40 link workers a service).
INSERT INTO organisation (id, kind, name, ods_code, is_test)
SELECT pg_temp.uid(1, n), 'gp_practice', 'Test Practice ' || n, 'Y' || lpad(n::text, 5, '0'), true
FROM generate_series(0, 4 * pg_temp.size('services') - 1) AS n;

INSERT INTO organisation (id, kind, name, is_test)
SELECT pg_temp.uid(2, n), 'link_worker_provider', 'Test Link Workers ' || n, true
FROM generate_series(0, pg_temp.size('services') - 1) AS n;

INSERT INTO organisation (id, kind, name, is_test)
SELECT pg_temp.uid(3, n), 'venue_provider', 'Test Venues ' || n, true FROM generate_series(0, 199) AS n;

INSERT INTO service_agreement (id, practice_id, provider_id)
SELECT pg_temp.uid(9, n), pg_temp.uid(1, n), pg_temp.uid(2, n % pg_temp.size('services'))
FROM generate_series(0, 4 * pg_temp.size('services') - 1) AS n;

CREATE TEMP TABLE staff AS
SELECT 10 AS kind, 'referrer' AS role, n, pg_temp.uid(1, n / 2) AS organisation_id
FROM generate_series(0, 8 * pg_temp.size('services') - 1) AS n
UNION ALL
SELECT 11, 'link_worker', n, pg_temp.uid(2, n % pg_temp.size('services'))
FROM generate_series(0, 40 * pg_temp.size('services') - 1) AS n
UNION ALL
SELECT 12, 'team_lead', n, pg_temp.uid(2, n) FROM generate_series(0, pg_temp.size('services') - 1) AS n
UNION ALL
SELECT 13, 'auditor', n, pg_temp.uid(2, n) FROM generate_series(0, pg_temp.size('services') - 1) AS n;

INSERT INTO user_account (id, email, display_name)
SELECT pg_temp.uid(kind, n), role || '-' || n || '@example.org', 'Test ' || initcap(replace(role, '_', ' ')) || ' ' || n
FROM staff;

INSERT INTO membership (id, user_id, organisation_id, role)
SELECT pg_temp.uid(kind + 10, n), pg_temp.uid(kind, n), organisation_id, role FROM staff;
