import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand only: new tables. The message row is the truth; queues carry its id and nothing else. */
export class MessagesAndOutbox1764000007000 implements MigrationInterface {
  readonly name = 'MessagesAndOutbox1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE message (
        id                  uuid        CONSTRAINT message_pk PRIMARY KEY,
        rule                text        NOT NULL,
        channel             text        NOT NULL CONSTRAINT message_channel_known CHECK (channel IN ('email','sms','letter')),
        booking_id          uuid        NOT NULL CONSTRAINT message_booking_fk REFERENCES booking,
        booking_version     integer     NOT NULL,
        referral_id         uuid        NOT NULL CONSTRAINT message_referral_fk REFERENCES referral,
        patient_id          uuid        NOT NULL CONSTRAINT message_patient_fk REFERENCES patient,
        due_at              timestamptz NOT NULL,
        expires_at          timestamptz NOT NULL,
        state               text        NOT NULL DEFAULT 'due' CONSTRAINT message_state_known CHECK (state IN
                              ('due','sending','sent','failed','expired','cancelled','not_sent','unconfirmed')),
        decision            text,
        attempts            smallint    NOT NULL DEFAULT 0,
        lease_until         timestamptz,
        provider_message_id text,
        state_at            timestamptz NOT NULL DEFAULT now(),
        handled_by          uuid        CONSTRAINT message_handled_by_fk REFERENCES membership,
        handled_at          timestamptz,
        created_at          timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT message_sending_has_lease CHECK (state <> 'sending' OR lease_until IS NOT NULL),
        CONSTRAINT message_expires_after_due CHECK (expires_at > due_at)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX message_once ON message (booking_id, rule, channel, booking_version)`);
    await runner.query(
      `CREATE INDEX message_due ON message (due_at) WHERE state IN ('due','sending')`,
    );
    await runner.query(`
      CREATE INDEX message_attention ON message (referral_id, state_at)
        WHERE handled_at IS NULL AND state IN ('failed','expired','not_sent','unconfirmed')`);
    await runner.query(`CREATE INDEX message_by_referral ON message (referral_id, due_at)`);
    await runner.query(`
      CREATE TABLE message_attempt (
        id           uuid        CONSTRAINT message_attempt_pk PRIMARY KEY,
        message_id   uuid        NOT NULL CONSTRAINT message_attempt_message_fk REFERENCES message,
        number       smallint    NOT NULL,
        started_at   timestamptz NOT NULL DEFAULT now(),
        finished_at  timestamptz,
        outcome      text        CONSTRAINT message_attempt_outcome_known CHECK (outcome IN
                       ('accepted','refused','deferred','unknown','found_sent')),
        provider_code text,
        CONSTRAINT message_attempt_once UNIQUE (message_id, number)
      )`);
    await runner.query(`
      CREATE TABLE outbox (
        id           uuid        CONSTRAINT outbox_pk PRIMARY KEY,
        type         text        NOT NULL,
        payload      jsonb       NOT NULL,
        occurred_at  timestamptz NOT NULL DEFAULT now(),
        published_at timestamptz
      )`);
    await runner.query(
      `CREATE INDEX outbox_unpublished ON outbox (occurred_at, id) WHERE published_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['outbox', 'message_attempt', 'message'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
