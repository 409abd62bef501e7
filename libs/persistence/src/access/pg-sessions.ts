import { Inject, Injectable } from '@nestjs/common';
import type { OrganisationKind, Role } from '#domain/access/role.js';
import type { Authenticated } from '#platform/auth/access.js';
import { SessionReader } from '#platform/auth/session-reader.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import { DataSource } from 'typeorm';
import { Gathered } from '../gathered.js';
import { run, statement } from '../sql.js';
import { SessionSignals } from './session-signals.js';

/** How long an answer is trusted by itself: an ended session or role is refused everywhere within this time. */
const TRUSTED_MS = 500;
/** How long a session that lives is remembered while the database is proved to tell of every end. */
const REMEMBERED_MS = 10_000;
const MAX_CACHED = 10_000;
const TOUCH_AFTER_SECONDS = 60;
const MAX_BATCH = 200;

interface SessionRow extends Record<string, unknown> {
  /** The token's hash, as the cache is keyed. */
  readonly key: string;
  readonly sessionId: string;
  readonly kind: 'browser' | 'bearer';
  readonly expiresAt: Date;
  readonly userId: string;
  readonly membershipId: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  readonly role: Role;
  readonly displayName: string;
  readonly idleSeconds: number;
}

const FIND = statement(
  'access.sessions_by_token',
  `SELECT encode(session.token_hash, 'base64') AS key, session.id AS "sessionId", session.kind, session.expires_at AS "expiresAt",
          account.id AS "userId", membership.id AS "membershipId", membership.role,
          organisation.id AS "organisationId", organisation.kind AS "organisationKind",
          account.display_name AS "displayName",
          extract(epoch FROM now() - session.last_seen_at)::int AS "idleSeconds"
   FROM sign_in_session AS session
   JOIN user_account AS account ON account.id = session.user_id AND account.disabled_at IS NULL
   JOIN membership ON membership.id = session.membership_id AND membership.ended_at IS NULL
   JOIN organisation ON organisation.id = membership.organisation_id AND organisation.closed_at IS NULL
   WHERE session.token_hash = ANY ($1::bytea[]) AND session.ended_at IS NULL AND session.expires_at > now()
     AND session.last_seen_at > now() - $2 * interval '1 minute'`,
);

const TOUCH = statement(
  'access.session_touch',
  `UPDATE sign_in_session SET last_seen_at = now() WHERE id = ANY ($1::uuid[]) AND ended_at IS NULL`,
);

interface Remembered {
  /** When it was asked for, by `performance.now()`. */
  readonly readAt: number;
  readonly found: Authenticated | null;
}

/** Sessions live in PostgreSQL, so that ending one, a role or an account holds on every process. */
@Injectable()
export class PgSessions extends SessionReader {
  private readonly lookups = new Gathered<Buffer, Authenticated | null>(
    (hashes) => this.readAll(hashes),
    MAX_BATCH,
  );
  private readonly cache = new Map<string, Remembered>();
  private forgottenAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly db: DataSource,
    private readonly signals: SessionSignals,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
    signals.onChange(() => this.forget());
  }

  async find(tokenHash: Buffer): Promise<Authenticated | null> {
    const key = tokenHash.toString('base64');
    const cached = this.cache.get(key);
    if (cached && this.isTrusted(cached)) return cached.found;
    // Before the look-up: what changes while it is under way is newer than what it will find.
    const readAt = performance.now();
    const found = await this.lookups.ask(tokenHash);
    if (this.cache.size >= MAX_CACHED) this.cache.clear();
    if (this.forgottenAt < readAt) this.cache.set(key, { readAt, found });
    return found;
  }

  /** Forgets what this process remembers, so that a sign-out holds at once where it was made. */
  forget(): void {
    this.forgottenAt = performance.now();
    this.cache.clear();
  }

  private isTrusted({ readAt, found }: Remembered): boolean {
    const age = performance.now() - readAt;
    if (age < TRUSTED_MS) return true;
    if (found === null || age > REMEMBERED_MS || found.expiresAt.getTime() <= Date.now())
      return false;
    return this.signals.hasHeardAllSince(readAt, TRUSTED_MS);
  }

  private async readAll(hashes: readonly Buffer[]): Promise<(Authenticated | null)[]> {
    const rows = await run<SessionRow>(this.db, FIND, [hashes, this.config.sessionIdleMinutes]);
    const idle = rows.filter(({ idleSeconds }) => idleSeconds >= TOUCH_AFTER_SECONDS);
    if (idle.length > 0) await run(this.db, TOUCH, [idle.map(({ sessionId }) => sessionId)]);
    const found = new Map(rows.map((row) => [row.key, authenticatedOf(row)]));
    return hashes.map((hash) => found.get(hash.toString('base64')) ?? null);
  }
}

function authenticatedOf(row: SessionRow): Authenticated {
  const {
    sessionId,
    kind,
    expiresAt,
    userId,
    membershipId,
    organisationId,
    organisationKind,
    role,
    displayName,
  } = row;
  return {
    sessionId,
    kind,
    expiresAt,
    actor: { userId, membershipId, organisationId, organisationKind, role, displayName },
  };
}
