import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatReference } from '#domain/referrals/reference.js';
import { REFERRAL_STATUSES } from '#domain/referrals/referral.js';
import { migrations } from '#migrations/index.js';
import { loadReferenceData } from '#tools/reference-data.js';
import { createTestDatabase, type TestDatabase } from '#test/support/database.js';
import { World } from '#test/support/world.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const query = <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  database.db.query<Row[]>(sql, values);

/** Everything the schema is made of: columns, constraints, indexes, functions, sequences and partitions. */
async function schema(): Promise<string[]> {
  const rows = await query<{ what: string }>(`
    SELECT format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS what
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT format('function %s %s', proname, md5(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('sequence %s %s', sequencename, start_value) FROM pg_sequences WHERE schemaname = 'public'
    ORDER BY what`);
  return rows.map(({ what }) => what);
}

/** The list of what has run is TypeORM's own, its key named by itself. */
const ofTheList = (what: string): boolean => /\bmigrations(_|\b)|constraint PK_/.test(what);

describe('the migrations', () => {
  it('all go back, leave nothing behind, and come up again as they were', async () => {
    const before = await schema();

    for (let i = 0; i < migrations.length; i += 1) {
      await database.db.undoLastMigration({ transaction: 'each' });
    }
    const without = await schema();
    const again = await database.db.runMigrations({ transaction: 'each' });
    await loadReferenceData(database.db);

    expect(without.filter((what) => !ofTheList(what))).toEqual([]);
    expect(again).toHaveLength(migrations.length);
    expect(await schema()).toEqual(before);
  }, 120_000);

  it('are named by their time, in order, and once', () => {
    const names = migrations.map((Migration) => new Migration().name);

    expect(names.map((name) => Number(/\d{13}$/.exec(name)?.[0]))).toEqual(
      [...names].map((name) => Number(/\d{13}$/.exec(name)?.[0])).sort((a, b) => a - b),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('have a column for everything that an entity keeps, of a kind that can hold it', async () => {
    const missing: string[] = [];
    for (const { tableName, columns } of database.db.entityMetadatas) {
      const known = new Map(
        (
          await query<{ name: string; nullable: string }>(
            `SELECT column_name AS name, is_nullable AS nullable FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = $1`,
            tableName,
          )
        ).map(({ name, nullable }) => [name, nullable === 'YES']),
      );
      for (const { databaseName, isNullable } of columns) {
        if (!known.has(databaseName)) missing.push(`${tableName}.${databaseName} is not there`);
        else if (isNullable !== known.get(databaseName))
          missing.push(`${tableName}.${databaseName} is nullable in one and not in the other`);
      }
    }

    expect(database.db.entityMetadatas).not.toHaveLength(0);
    expect(missing).toEqual([]);
  });

  it('name every constraint by hand, after its table', async () => {
    const constraints = await query<{ name: string; table: string }>(
      `SELECT conname AS name, conrelid::regclass::text AS table FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n'
         AND NOT (SELECT relispartition FROM pg_class WHERE pg_class.oid = conrelid)
         AND conrelid::regclass::text <> 'migrations'`,
    );

    expect(constraints.filter(({ name, table }) => !name.startsWith(table))).toEqual([]);
    expect(constraints.filter(({ name }) => /_(check|key|fkey|pkey)\d*$/.test(name))).toEqual([]);
  });

  it('keep an index for every key that points to another table and is looked up by it', async () => {
    const unindexed = await query<{ key: string }>(
      `SELECT conrelid::regclass || '.' || attname AS key FROM pg_constraint
       JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
       WHERE contype = 'f' AND conrelid::regclass::text IN ('booking','message','attendance','timeline_event','contact')
         AND attname IN ('referral_id','booking_id')
         AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid AND indkey[0] = conkey[1])`,
    );

    expect(unindexed).toEqual([]);
  });
});

describe('the schema', () => {
  it('writes a reference as the domain does, for any number', async () => {
    const edges = [10_000, 26_000, 26_001, 99_999, 100_000, 123_456_789, 2_147_483_647];
    const numbers = [...edges, ...Array.from({ length: 2_000 }, (_, i) => 10_000 + i * 7_919)];

    const rows = await query<{ number: number; reference: string }>(
      `SELECT number::int AS number, referral_reference(number) AS reference FROM unnest($1::bigint[]) AS number`,
      numbers,
    );

    expect(rows).toHaveLength(numbers.length);
    expect(rows.filter(({ number, reference }) => formatReference(number) !== reference)).toEqual(
      [],
    );
  });

  it('knows the statuses of the domain, and no others', async () => {
    const [row] = await query<{ definition: string }>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'referral_status_known'`,
    );
    const known = [...(row?.definition.matchAll(/'([a-z_]+)'::text/g) ?? [])].map(
      ([, name]) => name,
    );

    expect(known.sort()).toEqual([...REFERRAL_STATUSES].sort());
  });

  it('puts an audit row of any month somewhere, also of one that has no partition yet', async () => {
    for (const at of ['2019-01-01', '2031-07-15']) {
      await query(
        `INSERT INTO audit_event (id, at, action, entity) VALUES (gen_random_uuid(), $1, 'referral.read', 'referral')`,
        at,
      );
    }
    const [row] = await query<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_event_other`,
    );

    expect(row?.count).toBe(2);
  });

  it.each([
    [
      'two open referrals of one person to one service',
      `INSERT INTO referral (id, patient_id, practice_id, provider_id, referrer_id, status, need_codes, reason,
         risk_status, share_choice, submitted_at)
       SELECT gen_random_uuid(), patient_id, practice_id, provider_id, referrer_id, 'submitted', need_codes, reason,
         risk_status, share_choice, now() FROM referral LIMIT 1`,
      'referral_open_episode_once',
    ],
    [
      'a referral that is worked on by nobody',
      `UPDATE referral SET status = 'active', next_step_on = current_date`,
      'referral_worked_has_worker',
    ],
    ['an end without a time', `UPDATE referral SET status = 'closed'`, 'referral_ended_has_time'],
    [
      'a risk without words',
      `UPDATE referral SET risk_status = 'risk_recorded'`,
      'referral_risk_described',
    ],
    [
      'more people than places',
      `UPDATE session SET booked = places + 1`,
      'session_never_overbooked',
    ],
    [
      'consent that is given and refused at once',
      `UPDATE consent SET refused = granted`,
      'consent_not_both',
    ],
    [
      'a second way to reach somebody that counts',
      `INSERT INTO patient_contact (id, patient_id, preferred_method)
       SELECT gen_random_uuid(), patient_id, 'email' FROM patient_contact LIMIT 1`,
      'patient_contact_live_once',
    ],
  ])('refuses %s, whatever the code above it does', async (_what, sql, constraint) => {
    const world = new World(database.db);
    const cast = await world.cast();
    await world.referral(cast, await world.patient(cast.practice));
    await world.session(cast.venue);

    await expect(query(sql)).rejects.toMatchObject({ driverError: { constraint } });
  });
});
