import type { MigrationInterface, QueryRunner } from 'typeorm';

const OPEN = `('submitted','triage','accepted','waiting','allocated','contacting','engaged','assessed','plan_agreed','active','on_hold','review_due','reopened')`;

const CONSENT_KINDS = `ARRAY['referral','share_with_provider','share_with_venue','write_back_to_gp','research']`;

/** Expand only: new tables. The states are those of `libs/domain/src/referrals/referral-lifecycle.ts`. */
export class Referrals1764000004000 implements MigrationInterface {
  readonly name = 'Referrals1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SEQUENCE referral_number START 26000`);
    // The SQL twin of formatReference in libs/domain/src/referrals/reference.ts; a test holds them equal.
    await runner.query(`
      CREATE FUNCTION referral_reference(number bigint) RETURNS text
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
      DECLARE
        rest bigint := number;
        digit integer;
        total integer := 0;
        doubled boolean := true;
      BEGIN
        WHILE rest > 0 LOOP
          digit := rest % 10;
          IF doubled THEN
            digit := digit * 2;
            digit := digit / 10 + digit % 10;
          END IF;
          total := total + digit;
          doubled := NOT doubled;
          rest := rest / 10;
        END LOOP;
        RETURN 'SP-' || number || '-' || (10 - total % 10) % 10;
      END
      $$`);
    await runner.query(`
      CREATE TABLE referral (
        id                  uuid        CONSTRAINT referral_pk PRIMARY KEY,
        reference           text        NOT NULL DEFAULT referral_reference(nextval('referral_number'))
                              CONSTRAINT referral_reference_once UNIQUE,
        patient_id          uuid        NOT NULL CONSTRAINT referral_patient_fk REFERENCES patient,
        practice_id         uuid        NOT NULL CONSTRAINT referral_practice_fk REFERENCES organisation,
        provider_id         uuid        NOT NULL CONSTRAINT referral_provider_fk REFERENCES organisation,
        referrer_id         uuid        NOT NULL CONSTRAINT referral_referrer_fk REFERENCES membership,
        source_code         text        NOT NULL DEFAULT '01',
        method_code         text        NOT NULL DEFAULT 'electronic',
        priority            text        NOT NULL DEFAULT '1' CONSTRAINT referral_priority_known CHECK (priority IN ('1','2')),
        status              text        NOT NULL CONSTRAINT referral_status_known CHECK (status IN
                              ('draft','submitted','triage','rejected','redirected','accepted','waiting','allocated','contacting',
                               'declined_by_patient','unable_to_contact','engaged','assessed','plan_agreed','active','on_hold',
                               'review_due','closed','reopened','withdrawn','entered_in_error')),
        need_codes          text[]      NOT NULL CONSTRAINT referral_needs_count CHECK (cardinality(need_codes) BETWEEN 1 AND 20),
        reason              text        NOT NULL CONSTRAINT referral_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
        risk_status         text        NOT NULL CONSTRAINT referral_risk_status_known
                              CHECK (risk_status IN ('no_known_risk','risk_recorded')),
        risk_detail         text        CONSTRAINT referral_risk_detail_length CHECK (length(risk_detail) <= 500),
        safeguarding        boolean     NOT NULL DEFAULT false,
        share_choice        text        NOT NULL CONSTRAINT referral_share_choice_known
                              CHECK (share_choice IN ('agreed','agreed_without_details','not_agreed')),
        override_reason     text        CONSTRAINT referral_override_reason_length CHECK (length(override_reason) BETWEEN 1 AND 500),
        submitted_at        timestamptz,
        link_worker_id      uuid        CONSTRAINT referral_link_worker_fk REFERENCES membership,
        allocated_at        timestamptz,
        first_contact_at    timestamptz,
        next_step           text,
        next_step_on        date,
        next_session_at     timestamptz,
        review_on           date,
        held_until          date,
        closed_at           timestamptz,
        outcome_code        text,
        outcome_text        text        CONSTRAINT referral_outcome_text_length CHECK (length(outcome_text) <= 4000),
        redirected_to       uuid        CONSTRAINT referral_redirected_to_fk REFERENCES organisation,
        updated_at          timestamptz NOT NULL DEFAULT now(),
        version             integer     NOT NULL DEFAULT 1,
        CONSTRAINT referral_risk_described CHECK (risk_status = 'no_known_risk' OR risk_detail IS NOT NULL),
        CONSTRAINT referral_submitted_has_time CHECK (status = 'draft' OR submitted_at IS NOT NULL),
        CONSTRAINT referral_allocation_complete CHECK ((link_worker_id IS NULL) = (allocated_at IS NULL)),
        CONSTRAINT referral_worked_has_worker CHECK (link_worker_id IS NOT NULL OR status NOT IN
          ('allocated','contacting','engaged','assessed','plan_agreed','active','on_hold','review_due')),
        CONSTRAINT referral_allocated_has_next_step CHECK (next_step_on IS NOT NULL OR status NOT IN
          ('allocated','contacting','engaged','assessed','plan_agreed','active','on_hold','review_due')),
        CONSTRAINT referral_ended_has_time CHECK (closed_at IS NOT NULL OR status NOT IN
          ('rejected','redirected','declined_by_patient','unable_to_contact','closed','withdrawn','entered_in_error'))
      )`);
    // One open episode per person and service, unless somebody said why there must be a second one.
    await runner.query(`
      CREATE UNIQUE INDEX referral_open_episode_once ON referral (patient_id, provider_id)
        WHERE override_reason IS NULL AND status IN ${OPEN}`);
    await runner.query(`
      CREATE INDEX referral_caseload ON referral (link_worker_id, next_step_on, id)
        INCLUDE (reference, patient_id, status, priority, need_codes, next_step, next_session_at, safeguarding, risk_status)
        WHERE link_worker_id IS NOT NULL AND status IN ${OPEN}`);
    await runner.query(`
      CREATE INDEX referral_waiting ON referral (provider_id, submitted_at, id) WHERE status IN ('submitted','triage','accepted','waiting')`);
    await runner.query(`CREATE INDEX referral_sent ON referral (practice_id, updated_at DESC, id)`);
    await runner.query(`CREATE INDEX referral_by_patient ON referral (patient_id)`);
    await runner.query(`
      CREATE TABLE allocation (
        id             uuid        CONSTRAINT allocation_pk PRIMARY KEY,
        referral_id    uuid        NOT NULL CONSTRAINT allocation_referral_fk REFERENCES referral,
        link_worker_id uuid        NOT NULL CONSTRAINT allocation_link_worker_fk REFERENCES membership,
        allocated_by   uuid        NOT NULL CONSTRAINT allocation_allocated_by_fk REFERENCES membership,
        allocated_at   timestamptz NOT NULL,
        reason         text,
        superseded_at  timestamptz
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX allocation_live_once ON allocation (referral_id) WHERE superseded_at IS NULL`,
    );
    await runner.query(`
      CREATE TABLE consent (
        id               uuid        CONSTRAINT consent_pk PRIMARY KEY,
        patient_id       uuid        NOT NULL CONSTRAINT consent_patient_fk REFERENCES patient,
        referral_id      uuid        CONSTRAINT consent_referral_fk REFERENCES referral,
        granted          text[]      NOT NULL CONSTRAINT consent_granted_known CHECK (granted <@ ${CONSENT_KINDS}),
        refused          text[]      NOT NULL CONSTRAINT consent_refused_known CHECK (refused <@ ${CONSENT_KINDS}),
        write_back_scope text        NOT NULL CONSTRAINT consent_write_back_scope_known
                           CHECK (write_back_scope IN ('all','codes_only','none')),
        recorded_by      uuid        NOT NULL CONSTRAINT consent_recorded_by_fk REFERENCES membership,
        recorded_at      timestamptz NOT NULL DEFAULT now(),
        expires_at       timestamptz,
        superseded_at    timestamptz,
        CONSTRAINT consent_not_both CHECK (NOT granted && refused)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX consent_live_once ON consent (referral_id) WHERE superseded_at IS NULL`);
    await runner.query(`
      CREATE TABLE contact (
        id             uuid        CONSTRAINT contact_pk PRIMARY KEY,
        referral_id    uuid        NOT NULL CONSTRAINT contact_referral_fk REFERENCES referral,
        patient_id     uuid        NOT NULL CONSTRAINT contact_patient_fk REFERENCES patient,
        occurred_at    timestamptz NOT NULL,
        mode           text        NOT NULL,
        outcome        text        NOT NULL,
        address_used   text,
        minutes        smallint    CONSTRAINT contact_minutes_range CHECK (minutes BETWEEN 0 AND 600),
        note           text        CONSTRAINT contact_note_length CHECK (length(note) <= 4000),
        note_shared    boolean     NOT NULL DEFAULT false,
        recorded_by    uuid        NOT NULL CONSTRAINT contact_recorded_by_fk REFERENCES membership,
        recorded_at    timestamptz NOT NULL DEFAULT now(),
        superseded_at  timestamptz
      )`);
    await runner.query(
      `CREATE INDEX contact_by_referral ON contact (referral_id, occurred_at DESC)`,
    );
    await runner.query(`
      CREATE TABLE timeline_event (
        id          uuid        CONSTRAINT timeline_event_pk PRIMARY KEY,
        referral_id uuid        NOT NULL CONSTRAINT timeline_event_referral_fk REFERENCES referral,
        at          timestamptz NOT NULL DEFAULT now(),
        kind        text        NOT NULL,
        actor_id    uuid        CONSTRAINT timeline_event_actor_fk REFERENCES membership,
        subject_id  uuid,
        data        jsonb       NOT NULL DEFAULT '{}'
      )`);
    await runner.query(
      `CREATE INDEX timeline_event_by_referral ON timeline_event (referral_id, at DESC, id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['timeline_event', 'contact', 'consent', 'allocation', 'referral']) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query('DROP FUNCTION referral_reference(bigint)');
    await runner.query('DROP SEQUENCE referral_number');
  }
}
