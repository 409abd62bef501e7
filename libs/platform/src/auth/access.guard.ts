import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Action, mayAct } from '#domain/access/actions.js';
import { DomainError } from '#domain/shared/domain-error.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.module.js';
import { RequestProblem } from '../problem/problem.js';
import { ACTION, type AuthenticatedRequest, PUBLIC } from './access.js';
import { tokenOfCookie } from './session-cookie.js';
import { SessionReader } from './session-reader.js';
import { hashToken, isCsrfTokenOf } from './token.js';

const READS = new Set(['GET', 'HEAD']);

/**
 * The door of every route, closed by default: a session, the double-submit token for changes made
 * with a cookie, and the role table. Which record may be touched is the policy's business, later.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (this.reflector.get<boolean>(PUBLIC, handler)) {
      this.refuseForeignOrigin(request);
      return true;
    }
    const action = this.reflector.get<Action | undefined>(ACTION, handler);
    if (!action) throw new Error('A route without a declared action is reachable');
    const authenticated = await this.authenticate(request);
    request.authenticated = authenticated;
    if (!mayAct(authenticated.actor.role, action)) {
      throw new DomainError('forbidden', 'session/forbidden', 'Your role does not include this.');
    }
    return true;
  }

  private async authenticate(request: AuthenticatedRequest) {
    const bearer = /^Bearer ([A-Za-z0-9_-]{20,128})$/.exec(
      request.headers.authorization ?? '',
    )?.[1];
    const cookie = bearer ? undefined : tokenOfCookie(request, this.config);
    const token = bearer ?? cookie;
    if (!token) throw sessionRequired();
    if (cookie) this.refuseForgery(request, cookie);
    const authenticated = await this.sessions.find(hashToken(token));
    if (!authenticated || (authenticated.kind === 'bearer') !== Boolean(bearer))
      throw sessionRequired();
    return authenticated;
  }

  private refuseForgery(request: AuthenticatedRequest, token: string): void {
    if (READS.has(request.method)) return;
    this.refuseForeignOrigin(request);
    const candidate = request.headers['x-csrf-token'];
    if (!isCsrfTokenOf(token, typeof candidate === 'string' ? candidate : undefined)) {
      throw new RequestProblem(
        403,
        'session/csrf',
        'Send the X-CSRF-Token that GET /session gave.',
      );
    }
  }

  private refuseForeignOrigin(request: AuthenticatedRequest): void {
    const { origin } = request.headers;
    if (READS.has(request.method) || origin === undefined) return;
    if (!this.config.publicOrigins.includes(origin)) {
      throw new RequestProblem(403, 'session/origin', 'This page may not call the service.');
    }
  }
}

const sessionRequired = (): RequestProblem =>
  new RequestProblem(401, 'session/required', 'Sign in and try again.');
