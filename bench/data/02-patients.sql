-- One patient a referral, and others nobody has referred yet, whom the bench refers. Numbers of the 999 range.
INSERT INTO patient (id, nhs_number, given_name, family_name, birth_date, practice_id, created_at)
SELECT pg_temp.uid(4, n), '999' || lpad(n::text, 7, '0'),
  (ARRAY['Olivia','Amelia','Isla','Ava','Mia','Ivy','Noah','George','Arthur','Leo','Oliver','Harry','Aisha','Mohammed','Grace'])[1 + pg_temp.pick(n, 1, 15)],
  (ARRAY['Smith','Jones','Taylor','Brown','Williams','Wilson','Johnson','Davies','Patel','Khan','Walker','Wright','Evans','Green','Hall'])[1 + pg_temp.pick(n, 2, 15)],
  date '1930-01-01' + pg_temp.pick(n, 3, 28000), pg_temp.uid(1, n % (4 * pg_temp.size('services'))),
  now() - interval '730 days'
FROM generate_series(1, pg_temp.size('referrals') + pg_temp.size('unreferred')) AS n;

INSERT INTO patient_contact (id, patient_id, mobile_phone, email, address_lines, postcode, preferred_method, may_text, may_email, recorded_at)
SELECT pg_temp.uid(50, n), pg_temp.uid(4, n), '+4477009' || lpad((n % 100000)::text, 5, '0'), 'patient-' || n || '@example.org',
  ARRAY[(1 + n % 200) || ' Test Street', 'Testford'], 'ZZ' || (1 + n % 99) || ' ' || (1 + n % 9) || 'AB',
  'phone', n % 2 = 0, n % 3 = 0, now() - interval '730 days'
FROM generate_series(1, pg_temp.size('referrals') + pg_temp.size('unreferred')) AS n;

INSERT INTO access_need (id, patient_id, code, share_with_venue, venue_wording, recorded_at)
SELECT pg_temp.uid(51, n), pg_temp.uid(4, n), (ARRAY['wheelchair','step_free','seating','hearing_loop'])[1 + pg_temp.pick(n, 4, 4)],
  true, 'Needs a seat near the door', now() - interval '700 days'
FROM generate_series(5, pg_temp.size('referrals'), 5) AS n;
