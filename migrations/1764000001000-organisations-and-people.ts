import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand only: new tables. Safe to run before the new code starts. */
export class OrganisationsAndPeople1764000001000 implements MigrationInterface {
  readonly name = 'OrganisationsAndPeople1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organisation (
        id              uuid        CONSTRAINT organisation_pk PRIMARY KEY,
        kind            text        NOT NULL CONSTRAINT organisation_kind_known
                          CHECK (kind IN ('gp_practice','link_worker_provider','venue_provider')),
        name            text        NOT NULL CONSTRAINT organisation_name_present CHECK (btrim(name) <> ''),
        ods_code        text        CONSTRAINT organisation_ods_code_form CHECK (ods_code ~ '^[A-Z0-9]{3,10}$'),
        is_test         boolean     NOT NULL DEFAULT false,
        phone           text,
        email           text,
        website         text,
        description     text,
        time_zone       text        NOT NULL DEFAULT 'Europe/London',
        day_before_at   time        NOT NULL DEFAULT '17:00',
        hours_before    smallint    NOT NULL DEFAULT 2
                          CONSTRAINT organisation_hours_before_range CHECK (hours_before BETWEEN 1 AND 24),
        quiet_from      time        NOT NULL DEFAULT '20:00',
        quiet_to        time        NOT NULL DEFAULT '08:00',
        contact_within_days smallint NOT NULL DEFAULT 5
                          CONSTRAINT organisation_contact_within_days_range CHECK (contact_within_days BETWEEN 1 AND 60),
        source_feed     text,
        external_id     text,
        created_at      timestamptz NOT NULL DEFAULT now(),
        closed_at       timestamptz,
        version         integer     NOT NULL DEFAULT 1,
        CONSTRAINT organisation_practice_has_ods CHECK (kind <> 'gp_practice' OR ods_code IS NOT NULL),
        CONSTRAINT organisation_feed_has_id CHECK ((source_feed IS NULL) = (external_id IS NULL))
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX organisation_ods_code_once ON organisation (ods_code) WHERE ods_code IS NOT NULL`,
    );
    await runner.query(`
      CREATE UNIQUE INDEX organisation_feed_once ON organisation (source_feed, external_id) WHERE source_feed IS NOT NULL`);
    await runner.query(`
      CREATE TABLE service_agreement (
        id              uuid        CONSTRAINT service_agreement_pk PRIMARY KEY,
        practice_id     uuid        NOT NULL CONSTRAINT service_agreement_practice_fk REFERENCES organisation,
        provider_id     uuid        NOT NULL CONSTRAINT service_agreement_provider_fk REFERENCES organisation,
        started_at      timestamptz NOT NULL DEFAULT now(),
        ended_at        timestamptz
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX service_agreement_live_once ON service_agreement (practice_id, provider_id) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE TABLE user_account (
        id              uuid        CONSTRAINT user_account_pk PRIMARY KEY,
        email           text        NOT NULL CONSTRAINT user_account_email_lower CHECK (email = lower(email)),
        display_name    text        NOT NULL,
        password_hash   text,
        disabled_at     timestamptz,
        last_seen_at    timestamptz,
        created_at      timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT user_account_email_once UNIQUE (email)
      )`);
    await runner.query(`
      CREATE TABLE membership (
        id              uuid        CONSTRAINT membership_pk PRIMARY KEY,
        user_id         uuid        NOT NULL CONSTRAINT membership_user_fk REFERENCES user_account,
        organisation_id uuid        NOT NULL CONSTRAINT membership_organisation_fk REFERENCES organisation,
        role            text        NOT NULL CONSTRAINT membership_role_known CHECK (role IN
                          ('referrer','link_worker','team_lead','venue_staff','administrator','auditor')),
        job_title       text,
        phone           text,
        caseload_limit  integer     CONSTRAINT membership_caseload_limit_range CHECK (caseload_limit BETWEEN 1 AND 1000),
        started_at      timestamptz NOT NULL DEFAULT now(),
        ended_at        timestamptz
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX membership_live_once ON membership (user_id, organisation_id, role) WHERE ended_at IS NULL`);
    await runner.query(
      `CREATE INDEX membership_by_organisation ON membership (organisation_id, role) WHERE ended_at IS NULL`,
    );
    await runner.query(`
      CREATE TABLE sign_in_session (
        id              uuid        CONSTRAINT sign_in_session_pk PRIMARY KEY,
        token_hash      bytea       NOT NULL CONSTRAINT sign_in_session_token_once UNIQUE,
        kind            text        NOT NULL CONSTRAINT sign_in_session_kind_known CHECK (kind IN ('browser','bearer')),
        user_id         uuid        NOT NULL CONSTRAINT sign_in_session_user_fk REFERENCES user_account,
        membership_id   uuid        NOT NULL CONSTRAINT sign_in_session_membership_fk REFERENCES membership,
        created_at      timestamptz NOT NULL DEFAULT now(),
        last_seen_at    timestamptz NOT NULL DEFAULT now(),
        expires_at      timestamptz NOT NULL,
        ended_at        timestamptz
      )`);
    await runner.query(
      `CREATE INDEX sign_in_session_by_user ON sign_in_session (user_id) WHERE ended_at IS NULL`,
    );
    await runner.query(`
      CREATE TABLE idempotency_key (
        membership_id   uuid        NOT NULL,
        route           text        NOT NULL,
        key             text        NOT NULL CONSTRAINT idempotency_key_form CHECK (key ~ '^[A-Za-z0-9_-]{16,64}$'),
        fingerprint     bytea       NOT NULL,
        resource_id     uuid        NOT NULL,
        created_at      timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT idempotency_key_pk PRIMARY KEY (membership_id, route, key)
      )`);
    await runner.query(
      `CREATE INDEX idempotency_key_age ON idempotency_key USING brin (created_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'idempotency_key',
      'sign_in_session',
      'membership',
      'user_account',
      'service_agreement',
      'organisation',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
