import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import { DomainError } from '#domain/shared/domain-error.js';
import {
  type AccountRow,
  endSession,
  findAccountByEmail,
  findAccountById,
  insertSession,
  type MembershipRow,
  membershipsOf,
} from '#persistence/access/accounts.queries.js';
import { PgSessions } from '#persistence/access/pg-sessions.js';
import { appendAudit } from '#persistence/audit/audit.js';
import type { Authenticated } from '#platform/auth/access.js';
import { isPassword, PasswordCheckBusy } from '#platform/auth/password.js';
import { hashToken, newToken } from '#platform/auth/token.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import { DataSource } from 'typeorm';

export interface StartedSession {
  /** Given to the browser or the client once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly membership: MembershipRow;
}

export interface WhoAmI {
  readonly account: AccountRow;
  readonly membership: MembershipRow;
  readonly memberships: readonly MembershipRow[];
}

/** Sign-in with a password, roles, and the end of sessions. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: PgSessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The account with this e-mail and password; null for a wrong one, an unknown one, and one without
   * a role: they cannot be told apart, by the answer or by the time it takes.
   *
   * @throws DomainError `session/sign-in-busy` (unavailable)
   */
  async check(email: string, password: string): Promise<AccountRow | null> {
    const account = await findAccountByEmail(this.db, email);
    const matches = await this.matches(password, account?.passwordHash ?? null);
    if (account && matches) return account;
    await this.db.transaction((tx) =>
      appendAudit(tx, {
        actor: null,
        action: 'session.sign_in_refused',
        entity: 'session',
        entityId: account?.userId ?? null,
        outcome: 'denied',
      }),
    );
    return null;
  }

  /**
   * Starts a session in the role the person has held longest.
   *
   * @throws DomainError `session/no-role` (forbidden) when the account has no role now
   */
  async start(
    account: AccountRow,
    kind: 'browser' | 'bearer',
    requestId: string,
  ): Promise<StartedSession> {
    const [membership] = await membershipsOf(this.db, account.userId);
    if (!membership) {
      throw new DomainError(
        'forbidden',
        'session/no-role',
        'Your account has no role at the moment. Ask your administrator.',
      );
    }
    return this.startAs(account, membership, kind, requestId);
  }

  /**
   * The same person in another of their roles: a new session, and the old one ends.
   *
   * @throws DomainError `session/membership-not-found` (not_found)
   */
  async switchTo(
    current: Authenticated,
    membershipId: string,
    requestId: string,
  ): Promise<StartedSession> {
    const { account, memberships } = await this.who(current.actor);
    const membership = memberships.find(({ id }) => id === membershipId);
    if (!membership) {
      throw new DomainError(
        'not_found',
        'session/membership-not-found',
        'You do not hold this role.',
      );
    }
    const started = await this.startAs(
      account,
      membership,
      current.kind,
      requestId,
      current.sessionId,
    );
    this.sessions.forget();
    return started;
  }

  async end(current: Authenticated, requestId: string): Promise<void> {
    const { actor, sessionId } = current;
    await this.db.transaction(async (tx) => {
      await endSession(tx, sessionId);
      await appendAudit(tx, {
        actor,
        action: 'session.signed_out',
        entity: 'session',
        entityId: sessionId,
        requestId,
      });
    });
    this.sessions.forget();
  }

  /** @throws DomainError `session/no-role` (forbidden) */
  async who(actor: Actor): Promise<WhoAmI> {
    const account = await findAccountById(this.db, actor.userId);
    const memberships = await membershipsOf(this.db, actor.userId);
    const membership = memberships.find(({ id }) => id === actor.membershipId);
    if (!account || !membership)
      throw new DomainError('forbidden', 'session/no-role', 'Your role has ended.');
    return { account, membership, memberships };
  }

  async membershipsOf(userId: string): Promise<MembershipRow[]> {
    return membershipsOf(this.db, userId);
  }

  private async startAs(
    account: AccountRow,
    membership: MembershipRow,
    kind: 'browser' | 'bearer',
    requestId: string,
    replaces?: string,
  ): Promise<StartedSession> {
    const token = newToken();
    const minutes = kind === 'bearer' ? this.config.tokenMinutes : this.config.sessionHours * 60;
    const { userId, displayName } = account;
    const { id: membershipId, role, organisationId, organisationKind } = membership;
    const expiresAt = await this.db.transaction(async (tx) => {
      if (replaces) await endSession(tx, replaces);
      const expires = await insertSession(tx, {
        tokenHash: hashToken(token),
        kind,
        userId,
        membershipId,
        minutes,
      });
      await appendAudit(tx, {
        actor: { userId, membershipId, organisationId, organisationKind, role, displayName },
        action: 'session.signed_in',
        entity: 'session',
        detail: { kind },
        requestId,
      });
      return expires;
    });
    return { token, expiresAt, membership };
  }

  private async matches(password: string, passwordHash: string | null): Promise<boolean> {
    try {
      return await isPassword(password, passwordHash);
    } catch (error) {
      if (!(error instanceof PasswordCheckBusy)) throw error;
      throw new DomainError(
        'unavailable',
        'session/sign-in-busy',
        'Many people are signing in. Try again in a moment.',
      );
    }
  }
}
