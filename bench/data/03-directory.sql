-- 5,000 activities at 1,000 venues, each with eight weekly sessions around today.
INSERT INTO venue (id, organisation_id, name, address_lines, city, postcode, latitude, longitude, access_features)
SELECT pg_temp.uid(7, n), pg_temp.uid(3, n % 200), 'Test Hall ' || n, ARRAY['1 Test Road'], 'Testford', 'ZZ1 1ZZ',
  50.7 + pg_temp.pick(n, 5, 4300) / 1000.0, -3.0 + pg_temp.pick(n, 6, 3500) / 1000.0, ARRAY['step_free']
FROM generate_series(0, 999) AS n;

INSERT INTO activity (id, organisation_id, name, description, need_codes)
SELECT pg_temp.uid(6, n), pg_temp.uid(3, n % 200),
  (ARRAY['Walking','Gardening','Singing','Cooking','Art','Reading','Coffee','Swimming'])[1 + pg_temp.pick(n, 7, 8)] || ' group ' || n,
  'Free to come to, with refreshments and step-free access.',
  ARRAY[(ARRAY['loneliness','low_mood','physical_activity','money'])[1 + pg_temp.pick(n, 8, 4)],
        (ARRAY['bereavement','carer','long_term_condition','digital'])[1 + pg_temp.pick(n, 9, 4)]]
FROM generate_series(0, 4999) AS n;

INSERT INTO activity_venue (activity_id, venue_id)
SELECT pg_temp.uid(6, n), pg_temp.uid(7, n % 1000) FROM generate_series(0, 4999) AS n;

INSERT INTO session (id, activity_id, venue_id, organisation_id, starts_at, ends_at, local_date, places)
SELECT pg_temp.uid(8, activity * 8 + week), pg_temp.uid(6, activity), pg_temp.uid(7, activity % 1000), pg_temp.uid(3, activity % 200),
  starts_at, starts_at + interval '90 minutes', (starts_at AT TIME ZONE 'Europe/London')::date, 20
FROM generate_series(0, 4999) AS activity CROSS JOIN generate_series(0, 7) AS week
CROSS JOIN LATERAL (SELECT date_trunc('day', now()) + (week - 3) * interval '7 days'
  + (1 + activity % 6) * interval '1 day' + (9 + activity % 9) * interval '1 hour' AS starts_at) AS time;
