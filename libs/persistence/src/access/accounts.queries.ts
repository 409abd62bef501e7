import type { OrganisationKind, Role } from '#domain/access/role.js';
import { newId } from '#platform/ids/uuid.js';
import type { DataSource, EntityManager } from 'typeorm';
import { run, statement } from '../sql.js';

/** A live account as sign-in needs it. */
export interface AccountRow {
  readonly userId: string;
  readonly displayName: string;
  readonly email: string;
  readonly passwordHash: string | null;
}

/** A role somebody holds now in an organisation. */
export interface MembershipRow {
  readonly id: string;
  readonly role: Role;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationKind: OrganisationKind;
}

const ACCOUNT_BY_EMAIL = statement(
  'access.account_by_email',
  `SELECT id AS "userId", display_name AS "displayName", email, password_hash AS "passwordHash"
   FROM user_account WHERE email = lower($1) AND disabled_at IS NULL`,
);

export async function findAccountByEmail(
  db: DataSource,
  email: string,
): Promise<AccountRow | null> {
  const [account] = await run<AccountRow & Record<string, unknown>>(db, ACCOUNT_BY_EMAIL, [email]);
  return account ?? null;
}

const ACCOUNT_BY_ID = statement(
  'access.account_by_id',
  `SELECT id AS "userId", display_name AS "displayName", email, password_hash AS "passwordHash"
   FROM user_account WHERE id = $1 AND disabled_at IS NULL`,
);

export async function findAccountById(db: DataSource, userId: string): Promise<AccountRow | null> {
  const [account] = await run<AccountRow & Record<string, unknown>>(db, ACCOUNT_BY_ID, [userId]);
  return account ?? null;
}

const MEMBERSHIPS = statement(
  'access.memberships',
  `SELECT membership.id, membership.role, organisation.id AS "organisationId",
          organisation.name AS "organisationName", organisation.kind AS "organisationKind"
   FROM membership JOIN organisation ON organisation.id = membership.organisation_id
   WHERE membership.user_id = $1 AND membership.ended_at IS NULL AND organisation.closed_at IS NULL
   ORDER BY membership.started_at, membership.id`,
);

/** The live memberships of a person, longest held first. */
export async function membershipsOf(db: DataSource, userId: string): Promise<MembershipRow[]> {
  return run<MembershipRow & Record<string, unknown>>(db, MEMBERSHIPS, [userId]);
}

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly kind: 'browser' | 'bearer';
  readonly userId: string;
  readonly membershipId: string;
  readonly minutes: number;
}

/** @returns when the session ends whatever happens */
export async function insertSession(tx: EntityManager, session: NewSession): Promise<Date> {
  const [row] = await tx.query<{ expiresAt: Date }[]>(
    `INSERT INTO sign_in_session (id, token_hash, kind, user_id, membership_id, expires_at)
     VALUES ($1, $2, $3, $4, $5, now() + $6 * interval '1 minute') RETURNING expires_at AS "expiresAt"`,
    [
      newId(),
      session.tokenHash,
      session.kind,
      session.userId,
      session.membershipId,
      session.minutes,
    ],
  );
  if (!row) throw new Error('The session was not stored');
  await tx.query(`UPDATE user_account SET last_seen_at = now() WHERE id = $1`, [session.userId]);
  return row.expiresAt;
}

export async function endSession(tx: EntityManager, sessionId: string): Promise<void> {
  await tx.query(`UPDATE sign_in_session SET ended_at = now() WHERE id = $1 AND ended_at IS NULL`, [
    sessionId,
  ]);
}
