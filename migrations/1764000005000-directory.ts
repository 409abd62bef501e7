import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand only: new tables. Services of Open Referral UK 3.0 are activities here, its locations
 * venues; sessions carry OpenActive's notion of capacity (places, booked).
 */
export class Directory1764000005000 implements MigrationInterface {
  readonly name = 'Directory1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE venue (
        id              uuid        CONSTRAINT venue_pk PRIMARY KEY,
        organisation_id uuid        NOT NULL CONSTRAINT venue_organisation_fk REFERENCES organisation,
        name            text        NOT NULL,
        description     text,
        location_type   text        NOT NULL DEFAULT 'physical'
                          CONSTRAINT venue_location_type_known CHECK (location_type IN ('physical','postal','virtual')),
        address_lines   text[]      NOT NULL DEFAULT '{}',
        city            text,
        postcode        text,
        latitude        double precision CONSTRAINT venue_latitude_range CHECK (latitude BETWEEN -90 AND 90),
        longitude       double precision CONSTRAINT venue_longitude_range CHECK (longitude BETWEEN -180 AND 180),
        access_features text[]      NOT NULL DEFAULT '{}',
        access_notes    text,
        source_feed     text,
        external_id     text,
        updated_at      timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT venue_feed_has_id CHECK ((source_feed IS NULL) = (external_id IS NULL))
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX venue_feed_once ON venue (source_feed, external_id) WHERE source_feed IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE activity (
        id              uuid        CONSTRAINT activity_pk PRIMARY KEY,
        organisation_id uuid        NOT NULL CONSTRAINT activity_organisation_fk REFERENCES organisation,
        name            text        NOT NULL,
        description     text,
        status          text        NOT NULL DEFAULT 'active' CONSTRAINT activity_status_known
                          CHECK (status IN ('active','inactive','defunct','temporarily_closed')),
        attendance_mode text        NOT NULL DEFAULT 'bookable' CONSTRAINT activity_attendance_mode_known
                          CHECK (attendance_mode IN ('bookable','drop_in')),
        need_codes      text[]      NOT NULL DEFAULT '{}',
        minimum_age     smallint,
        maximum_age     smallint,
        cost_pence      integer     CONSTRAINT activity_cost_range CHECK (cost_pence >= 0),
        cost_note       text,
        languages       text[]      NOT NULL DEFAULT '{en}',
        is_discreet     boolean     NOT NULL DEFAULT false,
        instant_booking boolean     NOT NULL DEFAULT true,
        contact_phone   text,
        contact_email   text,
        url             text,
        alert           text,
        assured_on      date,
        source_feed     text,
        external_id     text,
        updated_at      timestamptz NOT NULL DEFAULT now(),
        version         integer     NOT NULL DEFAULT 1,
        CONSTRAINT activity_ages_in_order CHECK (minimum_age <= maximum_age),
        CONSTRAINT activity_feed_has_id CHECK ((source_feed IS NULL) = (external_id IS NULL))
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX activity_feed_once ON activity (source_feed, external_id) WHERE source_feed IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX activity_needs ON activity USING gin (need_codes) WHERE status = 'active'`,
    );
    await runner.query(`
      CREATE TABLE activity_venue (
        activity_id uuid NOT NULL CONSTRAINT activity_venue_activity_fk REFERENCES activity,
        venue_id    uuid NOT NULL CONSTRAINT activity_venue_venue_fk REFERENCES venue,
        CONSTRAINT activity_venue_pk PRIMARY KEY (activity_id, venue_id)
      )`);
    await runner.query(`
      CREATE TABLE schedule (
        id            uuid     CONSTRAINT schedule_pk PRIMARY KEY,
        activity_id   uuid     NOT NULL CONSTRAINT schedule_activity_fk REFERENCES activity,
        venue_id      uuid     CONSTRAINT schedule_venue_fk REFERENCES venue,
        time_zone     text     NOT NULL DEFAULT 'Europe/London',
        dtstart       date,
        freq          text     CONSTRAINT schedule_freq_known CHECK (freq IN ('WEEKLY','MONTHLY')),
        interval      smallint,
        byday         text,
        bymonthday    text,
        valid_from    date,
        valid_to      date,
        opens_at      time,
        closes_at     time,
        places        integer  CONSTRAINT schedule_places_range CHECK (places BETWEEN 0 AND 1000),
        description   text,
        source_feed   text,
        external_id   text,
        CONSTRAINT schedule_feed_has_id CHECK ((source_feed IS NULL) = (external_id IS NULL))
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX schedule_feed_once ON schedule (source_feed, external_id) WHERE source_feed IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE session (
        id              uuid        CONSTRAINT session_pk PRIMARY KEY,
        activity_id     uuid        NOT NULL CONSTRAINT session_activity_fk REFERENCES activity,
        venue_id        uuid        NOT NULL CONSTRAINT session_venue_fk REFERENCES venue,
        organisation_id uuid        NOT NULL CONSTRAINT session_organisation_fk REFERENCES organisation,
        schedule_id     uuid        CONSTRAINT session_schedule_fk REFERENCES schedule,
        starts_at       timestamptz NOT NULL,
        ends_at         timestamptz NOT NULL,
        time_zone       text        NOT NULL DEFAULT 'Europe/London',
        local_date      date        NOT NULL,
        places          integer     NOT NULL CONSTRAINT session_places_range CHECK (places BETWEEN 0 AND 1000),
        booked          integer     NOT NULL DEFAULT 0,
        status          text        NOT NULL DEFAULT 'scheduled'
                          CONSTRAINT session_status_known CHECK (status IN ('scheduled','cancelled')),
        cancel_reason   text,
        version         integer     NOT NULL DEFAULT 1,
        CONSTRAINT session_never_overbooked CHECK (booked BETWEEN 0 AND places),
        CONSTRAINT session_ends_after_start CHECK (ends_at > starts_at)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX session_occurrence_once ON session (schedule_id, starts_at) WHERE schedule_id IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX session_by_activity ON session (activity_id, starts_at)`);
    await runner.query(
      `CREATE INDEX session_by_organisation ON session (organisation_id, starts_at)`,
    );
    await runner.query(
      `CREATE INDEX session_upcoming ON session (starts_at) WHERE status = 'scheduled'`,
    );
    await runner.query(`
      CREATE TABLE import_run (
        id           uuid        CONSTRAINT import_run_pk PRIMARY KEY,
        kind         text        NOT NULL,
        source       text        NOT NULL,
        started_at   timestamptz NOT NULL DEFAULT now(),
        finished_at  timestamptz,
        report       jsonb       NOT NULL DEFAULT '{}'
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'import_run',
      'session',
      'schedule',
      'activity_venue',
      'activity',
      'venue',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
