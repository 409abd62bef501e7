import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand only: new tables. The states are those of `libs/domain/src/placements/placement-lifecycle.ts`. */
export class Placements1764000006000 implements MigrationInterface {
  readonly name = 'Placements1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE placement (
        id           uuid        CONSTRAINT placement_pk PRIMARY KEY,
        referral_id  uuid        NOT NULL CONSTRAINT placement_referral_fk REFERENCES referral,
        patient_id   uuid        NOT NULL CONSTRAINT placement_patient_fk REFERENCES patient,
        activity_id  uuid        NOT NULL CONSTRAINT placement_activity_fk REFERENCES activity,
        status       text        NOT NULL CONSTRAINT placement_status_known CHECK (status IN
                       ('proposed','offered','declined_by_patient','referred','declined_by_provider','accepted','waitlisted',
                        'booked','completed','left_early','never_started','cancelled')),
        proposed_by  uuid        NOT NULL CONSTRAINT placement_proposed_by_fk REFERENCES membership,
        proposed_at  timestamptz NOT NULL,
        reason_code  text,
        reason_text  text        CONSTRAINT placement_reason_text_length CHECK (length(reason_text) <= 500),
        ended_at     timestamptz,
        version      integer     NOT NULL DEFAULT 1,
        CONSTRAINT placement_ended_has_time CHECK (ended_at IS NOT NULL OR status NOT IN
          ('declined_by_patient','declined_by_provider','completed','left_early','never_started','cancelled'))
      )`);
    await runner.query(`CREATE INDEX placement_by_referral ON placement (referral_id)`);
    await runner.query(`
      CREATE UNIQUE INDEX placement_live_once ON placement (referral_id, activity_id) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE TABLE booking (
        id            uuid        CONSTRAINT booking_pk PRIMARY KEY,
        placement_id  uuid        NOT NULL CONSTRAINT booking_placement_fk REFERENCES placement,
        referral_id   uuid        NOT NULL CONSTRAINT booking_referral_fk REFERENCES referral,
        patient_id    uuid        NOT NULL CONSTRAINT booking_patient_fk REFERENCES patient,
        session_id    uuid        NOT NULL CONSTRAINT booking_session_fk REFERENCES session,
        status        text        NOT NULL DEFAULT 'booked'
                        CONSTRAINT booking_status_known CHECK (status IN ('booked','cancelled')),
        booked_by     uuid        NOT NULL CONSTRAINT booking_booked_by_fk REFERENCES membership,
        booked_at     timestamptz NOT NULL DEFAULT now(),
        cancelled_by  uuid        CONSTRAINT booking_cancelled_by_fk REFERENCES membership,
        cancelled_at  timestamptz,
        cancel_reason text,
        version       integer     NOT NULL DEFAULT 1,
        CONSTRAINT booking_cancelled_has_time CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL))
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX booking_live_once ON booking (session_id, patient_id) WHERE status = 'booked'`);
    await runner.query(`CREATE INDEX booking_by_referral ON booking (referral_id)`);
    await runner.query(`CREATE INDEX booking_by_patient ON booking (patient_id)`);
    await runner.query(`
      CREATE TABLE attendance (
        id            uuid        CONSTRAINT attendance_pk PRIMARY KEY,
        change_id     uuid        NOT NULL CONSTRAINT attendance_change_once UNIQUE,
        booking_id    uuid        NOT NULL CONSTRAINT attendance_booking_fk REFERENCES booking,
        code          text        NOT NULL CONSTRAINT attendance_code_known CHECK (code IN
                        ('on_time','late','late_not_seen','told_us','did_not_come','cancelled_by_venue','not_marked')),
        minutes_late  smallint    CONSTRAINT attendance_minutes_late_range CHECK (minutes_late BETWEEN 0 AND 600),
        marked_at     timestamptz NOT NULL,
        recorded_by   uuid        NOT NULL CONSTRAINT attendance_recorded_by_fk REFERENCES membership,
        recorded_at   timestamptz NOT NULL DEFAULT now(),
        superseded_at timestamptz
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX attendance_current_once ON attendance (booking_id) WHERE superseded_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX attendance_by_booking ON attendance (booking_id, recorded_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['attendance', 'booking', 'placement'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
