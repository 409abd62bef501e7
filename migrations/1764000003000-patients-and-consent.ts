import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand only: new tables. Field lengths and what is mandatory follow the Social Prescribing
 * Information Standard v1.1 (PRSB), sections Person demographics and GP practice.
 */
export class PatientsAndConsent1764000003000 implements MigrationInterface {
  readonly name = 'PatientsAndConsent1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE patient (
        id                      uuid        CONSTRAINT patient_pk PRIMARY KEY,
        nhs_number              text        CONSTRAINT patient_nhs_number_form CHECK (nhs_number ~ '^[0-9]{10}$'),
        nhs_number_status       text        NOT NULL DEFAULT '02'
                                  CONSTRAINT patient_nhs_number_status_form CHECK (nhs_number_status ~ '^0[1-8]$'),
        nhs_number_absent_reason text       CONSTRAINT patient_nhs_number_absent_reason_known CHECK (nhs_number_absent_reason IN
                                  ('nhs_number_not_known','overseas_patient','devolved_nation')),
        given_name              text        NOT NULL CONSTRAINT patient_given_name_length CHECK (length(given_name) BETWEEN 1 AND 35),
        family_name             text        NOT NULL CONSTRAINT patient_family_name_length CHECK (length(family_name) BETWEEN 1 AND 35),
        preferred_name          text        CONSTRAINT patient_preferred_name_length CHECK (length(preferred_name) BETWEEN 1 AND 70),
        title                   text        CONSTRAINT patient_title_length CHECK (length(title) BETWEEN 1 AND 35),
        pronouns                text        CONSTRAINT patient_pronouns_length CHECK (length(pronouns) BETWEEN 1 AND 35),
        birth_date              date        NOT NULL CONSTRAINT patient_birth_date_range CHECK (birth_date >= '1900-01-01'),
        gender                  text,
        ethnicity               text,
        sexual_orientation      text,
        carer_status            text,
        language                text        NOT NULL DEFAULT 'en',
        interpreter_required    boolean     NOT NULL DEFAULT false,
        written_format          text,
        practice_id             uuid        NOT NULL CONSTRAINT patient_practice_fk REFERENCES organisation,
        died_on                 date,
        created_by              uuid        CONSTRAINT patient_created_by_fk REFERENCES membership,
        created_at              timestamptz NOT NULL DEFAULT now(),
        version                 integer     NOT NULL DEFAULT 1,
        CONSTRAINT patient_nhs_number_or_reason CHECK ((nhs_number IS NULL) = (nhs_number_absent_reason IS NOT NULL))
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX patient_nhs_number_once ON patient (nhs_number) WHERE nhs_number IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX patient_cover ON patient (id) INCLUDE (given_name, family_name, preferred_name, nhs_number)`,
    );
    await runner.query(`CREATE INDEX patient_by_practice ON patient (practice_id)`);
    await runner.query(`
      CREATE TABLE patient_contact (
        id                  uuid        CONSTRAINT patient_contact_pk PRIMARY KEY,
        patient_id          uuid        NOT NULL CONSTRAINT patient_contact_patient_fk REFERENCES patient,
        mobile_phone        text,
        home_phone          text,
        email               text,
        address_lines       text[]      NOT NULL DEFAULT '{}'
                              CONSTRAINT patient_contact_address_lines_count CHECK (cardinality(address_lines) <= 5),
        postcode            text,
        latitude            double precision,
        longitude           double precision,
        preferred_method    text        NOT NULL,
        may_phone           boolean     NOT NULL DEFAULT true,
        may_text            boolean     NOT NULL DEFAULT false,
        may_email           boolean     NOT NULL DEFAULT false,
        may_post            boolean     NOT NULL DEFAULT false,
        may_leave_message   boolean     NOT NULL DEFAULT false,
        safe_from           time,
        safe_to             time,
        code_word           text,
        contact_prohibited  boolean     NOT NULL DEFAULT false,
        reason              text,
        recorded_by         uuid        CONSTRAINT patient_contact_recorded_by_fk REFERENCES membership,
        recorded_at         timestamptz NOT NULL DEFAULT now(),
        superseded_at       timestamptz,
        CONSTRAINT patient_contact_safe_times_both CHECK ((safe_from IS NULL) = (safe_to IS NULL))
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX patient_contact_live_once ON patient_contact (patient_id) WHERE superseded_at IS NULL`);
    await runner.query(`
      CREATE TABLE access_need (
        id               uuid        CONSTRAINT access_need_pk PRIMARY KEY,
        patient_id       uuid        NOT NULL CONSTRAINT access_need_patient_fk REFERENCES patient,
        code             text        NOT NULL,
        detail           text        CONSTRAINT access_need_detail_length CHECK (length(detail) <= 150),
        share_with_venue boolean     NOT NULL DEFAULT false,
        venue_wording    text        CONSTRAINT access_need_venue_wording_length CHECK (length(venue_wording) <= 150),
        review_on        date,
        recorded_by      uuid        CONSTRAINT access_need_recorded_by_fk REFERENCES membership,
        recorded_at      timestamptz NOT NULL DEFAULT now(),
        ended_at         timestamptz
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX access_need_live_once ON access_need (patient_id, code) WHERE ended_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['access_need', 'patient_contact', 'patient'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
