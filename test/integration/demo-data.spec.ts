import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nhsNumberProblem } from '#domain/patients/nhs-number.js';
import { REFERRAL_STATUSES } from '#domain/referrals/referral.js';
import { isPassword } from '#platform/auth/password.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { seedDemoData } from '#tools/demo/seed-demo-data.js';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '#tools/demo/sign-ins.js';
import type { DataSource } from 'typeorm';

interface Counted {
  readonly count: number;
}

describe('demo data', () => {
  let test: TestDatabase;
  let db: DataSource;

  beforeAll(async () => {
    test = await createTestDatabase();
    db = test.db;
    await seedDemoData(db, {});
  });
  afterAll(() => test.drop());

  const count = async (sql: string): Promise<number> => {
    const [row] = await db.query<Counted[]>(`SELECT count(*)::integer AS count ${sql}`);
    return row?.count ?? 0;
  };

  it('lets everybody of the list sign in, in their role and organisation', async () => {
    for (const { email, role, name, organisation } of DEMO_SIGN_INS) {
      const [found] = await db.query<Record<string, string>[]>(
        `SELECT user_account.display_name AS name, user_account.password_hash AS hash,
                membership.role, organisation.name AS organisation
         FROM user_account
         JOIN membership ON membership.user_id = user_account.id
         JOIN organisation ON organisation.id = membership.organisation_id
         WHERE user_account.email = $1`,
        [email],
      );
      expect(found).toMatchObject({ role, name, organisation });
      await expect(isPassword(DEMO_PASSWORD, found?.['hash'] ?? null)).resolves.toBe(true);
    }
  });

  it('has a referral in every state of the lifecycle', async () => {
    const rows = await db.query<{ status: string }[]>('SELECT DISTINCT status FROM referral');

    expect(rows.map(({ status }) => status).sort()).toEqual([...REFERRAL_STATUSES].sort());
  });

  it('gives the demo link worker about thirty people, some late and some due today', async () => {
    const jo = `FROM referral JOIN membership ON membership.id = referral.link_worker_id
      JOIN user_account ON user_account.id = membership.user_id
      WHERE user_account.email = 'jo.mensah@example.org' AND closed_at IS NULL`;
    const today = `(now() AT TIME ZONE 'Europe/London')::date`;

    expect(await count(jo)).toBeGreaterThanOrEqual(28);
    expect(await count(`${jo} AND next_step_on < ${today}`)).toBeGreaterThanOrEqual(4);
    expect(await count(`${jo} AND next_step_on = ${today}`)).toBeGreaterThanOrEqual(4);
  });

  it('has a session on now with twenty people, at the venue that can sign in', async () => {
    const [running] = await db.query<{ booked: number; email: string; live: number }[]>(
      `SELECT session.booked, user_account.email,
              (SELECT count(*)::integer FROM booking WHERE session_id = session.id AND status = 'booked') AS live
       FROM session
       JOIN membership ON membership.organisation_id = session.organisation_id
       JOIN user_account ON user_account.id = membership.user_id
       WHERE starts_at <= now() AND ends_at > now() ORDER BY booked DESC LIMIT 1`,
    );

    expect(running).toEqual({ booked: 20, live: 20, email: 'rosa.lindqvist@example.org' });
  });

  it('counts the places of every session as they are booked', async () => {
    const wrong = await count(
      `FROM session WHERE booked <>
         (SELECT count(*) FROM booking WHERE session_id = session.id AND status = 'booked')`,
    );

    expect(wrong).toBe(0);
  });

  it('plans reminders, none of them in the past, and shows whom they cannot reach', async () => {
    expect(await count(`FROM message WHERE state = 'due' AND due_at > now()`)).toBeGreaterThan(20);
    expect(await count(`FROM message WHERE state = 'due' AND due_at <= now()`)).toBe(0);
    expect(await count(`FROM message WHERE state = 'not_sent'`)).toBeGreaterThan(0);
  });

  it('names nobody who could exist', async () => {
    const people = await db.query<Record<string, string | null>[]>(
      `SELECT nhs_number, mobile_phone, email FROM patient
       JOIN patient_contact ON patient_contact.patient_id = patient.id`,
    );
    const numbers = people.flatMap(({ nhs_number: number }) => number ?? []);

    expect(
      numbers.filter((number) => !number.startsWith('999') || nhsNumberProblem(number)),
    ).toEqual([]);
    for (const { mobile_phone: phone, email } of people) {
      expect(phone).toMatch(/^\+447700900\d{3}$/);
      expect(email ?? 'a@example.org').toMatch(/@example\.org$/);
    }
    expect(await count(`FROM organisation WHERE ods_code IS NOT NULL AND NOT is_test`)).toBe(0);
    expect(
      await count(`FROM organisation WHERE kind = 'gp_practice' AND name NOT LIKE 'Test %'`),
    ).toBe(0);
  });

  it.each([
    ['an apostrophe', `family_name LIKE '%''%'`],
    ['a name of 35 letters', `length(family_name) = 35`],
    ['a Welsh name', `language = 'cy'`],
    ['a name written from right to left', `given_name ~ '[\u0600-\u06FF]'`],
    ['a name they prefer', `preferred_name IS NOT NULL`],
    ['a birthday on 29 February', `to_char(birth_date, 'MM-DD') = '02-29'`],
    ['no NHS number', `nhs_number IS NULL AND nhs_number_absent_reason IS NOT NULL`],
    ['an interpreter', `interpreter_required`],
    [
      'a code word and safe times',
      `EXISTS (SELECT FROM patient_contact WHERE patient_id = patient.id AND code_word IS NOT NULL AND safe_from IS NOT NULL)`,
    ],
    [
      'a wish not to be contacted',
      `EXISTS (SELECT FROM patient_contact WHERE patient_id = patient.id AND contact_prohibited)`,
    ],
    [
      'a safeguarding concern',
      `EXISTS (SELECT FROM referral WHERE patient_id = patient.id AND safeguarding)`,
    ],
  ])('has somebody with %s', async (_what, condition) => {
    expect(await count(`FROM patient WHERE ${condition}`)).toBeGreaterThan(0);
  });

  it('tells stories whose times run forward and end before now', async () => {
    expect(await count('FROM timeline_event WHERE at > now()')).toBe(0);
    expect(
      await count(
        `FROM (SELECT referral_id, kind, at,
                      min(at) OVER (PARTITION BY referral_id) AS first FROM timeline_event) AS line
         WHERE kind = 'referral.submitted' AND at > first`,
      ),
    ).toBe(0);
  });

  it('ends the activities of those whose referral has ended', async () => {
    const open = await count(
      `FROM placement JOIN referral ON referral.id = placement.referral_id
       WHERE placement.ended_at IS NULL AND referral.closed_at IS NOT NULL`,
    );

    expect(open).toBe(0);
  });

  it('leaves a database empty when it is broken off, so that the next start fills it', async () => {
    const other = await createTestDatabase();
    await other.db.query(
      'ALTER TABLE attendance ADD CONSTRAINT refuse_all CHECK (false) NOT VALID',
    );

    await expect(seedDemoData(other.db, {})).rejects.toThrow(/refuse_all/);

    await expect(other.db.query('SELECT 1 FROM organisation')).resolves.toEqual([]);
    await other.db.query('ALTER TABLE attendance DROP CONSTRAINT refuse_all');
    await expect(seedDemoData(other.db, {})).resolves.toMatchObject({ patients: 140 });
    await other.drop();
  });

  it('goes into an empty database only, and never into production', async () => {
    await expect(seedDemoData(db, {})).rejects.toThrow(/holds organisations already/);
    await expect(seedDemoData(db, { NODE_ENV: 'production' })).rejects.toThrow(/production/);
  });
});
