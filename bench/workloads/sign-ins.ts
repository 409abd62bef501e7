import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** The bearer token of somebody in the bench: computed, so that nobody has to hand it over. */
export const tokenOf = (membership: string): string => `bench-token-${membership}`;

/** Signs in everybody who makes requests, as a real sign-in would have left it in the database. */
export async function signEverybodyIn(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ id: string; user_id: string }>(
    `SELECT id, user_id FROM membership WHERE role IN ('referrer','link_worker','auditor')`,
  );
  await pool.query(
    `INSERT INTO sign_in_session (id, token_hash, kind, user_id, membership_id, expires_at)
     SELECT gen_random_uuid(), token_hash, 'bearer', user_id, membership_id, now() + interval '12 hours'
     FROM unnest($1::bytea[], $2::uuid[], $3::uuid[]) AS row (token_hash, user_id, membership_id)`,
    [
      rows.map(({ id }) => createHash('sha256').update(tokenOf(id)).digest()),
      rows.map(({ user_id }) => user_id),
      rows.map(({ id }) => id),
    ],
  );
  await pool.query('ANALYZE sign_in_session');
}
