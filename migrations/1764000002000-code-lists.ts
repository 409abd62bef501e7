import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expand only: versioned reference data. The values are loaded from `reference-data/` by the migrate command. */
export class CodeLists1764000002000 implements MigrationInterface {
  readonly name = 'CodeLists1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE code_list (
        id          text        NOT NULL,
        version     integer     NOT NULL CONSTRAINT code_list_version_range CHECK (version >= 1),
        title       text        NOT NULL,
        source      text        NOT NULL,
        attribution text,
        loaded_at   timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT code_list_pk PRIMARY KEY (id, version)
      )`);
    await runner.query(`
      CREATE TABLE code_value (
        list_id     text        NOT NULL,
        version     integer     NOT NULL,
        code        text        NOT NULL,
        label       text        NOT NULL,
        position    integer     NOT NULL,
        parent_code text,
        maps_to     jsonb       NOT NULL DEFAULT '{}',
        needs_text  boolean     NOT NULL DEFAULT false,
        CONSTRAINT code_value_pk PRIMARY KEY (list_id, version, code),
        CONSTRAINT code_value_list_fk FOREIGN KEY (list_id, version) REFERENCES code_list (id, version)
      )`);
    await runner.query(`
      CREATE TABLE bank_holiday (
        division text NOT NULL,
        day      date NOT NULL,
        title    text NOT NULL,
        CONSTRAINT bank_holiday_pk PRIMARY KEY (division, day)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bank_holiday');
    await runner.query('DROP TABLE code_value');
    await runner.query('DROP TABLE code_list');
  }
}
