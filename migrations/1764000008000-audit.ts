import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand only: the audit trail, partitioned by month so that old months can be detached whole.
 * The default partition exists so that a missing month can never stop a read of a record.
 */
export class Audit1764000008000 implements MigrationInterface {
  readonly name = 'Audit1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_event (
        id              uuid        NOT NULL,
        at              timestamptz NOT NULL DEFAULT now(),
        actor_id        uuid,
        organisation_id uuid,
        provider_id     uuid,
        action          text        NOT NULL,
        entity          text        NOT NULL,
        entity_id       uuid,
        patient_id      uuid,
        subject_ids     uuid[],
        outcome         text        NOT NULL DEFAULT 'allowed'
                          CONSTRAINT audit_event_outcome_known CHECK (outcome IN ('allowed','denied')),
        detail          jsonb,
        request_id      uuid,
        CONSTRAINT audit_event_pk PRIMARY KEY (at, id)
      ) PARTITION BY RANGE (at)`);
    await runner.query(`CREATE TABLE audit_event_other PARTITION OF audit_event DEFAULT`);
    await runner.query(`
      CREATE INDEX audit_event_by_patient ON audit_event (patient_id, at DESC, id DESC) WHERE patient_id IS NOT NULL`);
    await runner.query(
      `CREATE INDEX audit_event_by_subject ON audit_event USING gin (subject_ids) WHERE subject_ids IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX audit_event_by_actor ON audit_event (actor_id, at DESC)`);
    await runner.query(
      `CREATE INDEX audit_event_by_provider ON audit_event (provider_id, at DESC) WHERE provider_id IS NOT NULL`,
    );
    await runner.query(`
      CREATE FUNCTION audit_event_ensure_months(first date, last date) RETURNS integer LANGUAGE plpgsql AS $$
      DECLARE
        month date := date_trunc('month', first)::date;
        made integer := 0;
        part text;
      BEGIN
        WHILE month <= last LOOP
          part := 'audit_event_' || to_char(month, 'YYYYMM');
          IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)',
              part, month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            made := made + 1;
          END IF;
          month := (month + interval '1 month')::date;
        END LOOP;
        RETURN made;
      END $$`);
    await runner.query(
      `SELECT audit_event_ensure_months(now()::date, (now() + interval '12 months')::date)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION audit_event_ensure_months(date, date)');
    await runner.query('DROP TABLE audit_event');
  }
}
