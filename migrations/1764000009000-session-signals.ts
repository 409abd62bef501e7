import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Expand only: triggers that tell every process when a session, a role, an account or an organisation
 * ends, so that what it remembers of sessions is forgotten at once. Being used does not end a session.
 */
export class SessionSignals1764000009000 implements MigrationInterface {
  readonly name = 'SessionSignals1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION signal_session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('session_changed', '');
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER sign_in_session_changed AFTER UPDATE ON sign_in_session FOR EACH ROW
        WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at OR OLD.expires_at IS DISTINCT FROM NEW.expires_at
              OR OLD.membership_id IS DISTINCT FROM NEW.membership_id OR NEW.last_seen_at < OLD.last_seen_at)
        EXECUTE FUNCTION signal_session_changed()`);
    await runner.query(`
      CREATE TRIGGER sign_in_session_removed AFTER DELETE ON sign_in_session FOR EACH STATEMENT
        EXECUTE FUNCTION signal_session_changed()`);
    await runner.query(`
      CREATE TRIGGER membership_changed AFTER UPDATE OF ended_at, role, organisation_id ON membership
        FOR EACH STATEMENT EXECUTE FUNCTION signal_session_changed()`);
    await runner.query(`
      CREATE TRIGGER user_account_changed AFTER UPDATE OF disabled_at, display_name ON user_account
        FOR EACH STATEMENT EXECUTE FUNCTION signal_session_changed()`);
    await runner.query(`
      CREATE TRIGGER organisation_changed AFTER UPDATE OF closed_at ON organisation
        FOR EACH STATEMENT EXECUTE FUNCTION signal_session_changed()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER organisation_changed ON organisation');
    await runner.query('DROP TRIGGER user_account_changed ON user_account');
    await runner.query('DROP TRIGGER membership_changed ON membership');
    await runner.query('DROP TRIGGER sign_in_session_removed ON sign_in_session');
    await runner.query('DROP TRIGGER sign_in_session_changed ON sign_in_session');
    await runner.query('DROP FUNCTION signal_session_changed()');
  }
}
