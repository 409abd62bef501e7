import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { SignInService, type StartedSession } from '#application/access/sign-in.service.js';
import { ACTIONS, mayAct } from '#domain/access/actions.js';
import type { AccountRow } from '#persistence/access/accounts.queries.js';
import {
  type Authenticated,
  type AuthenticatedRequest,
  CurrentSession,
  Does,
  Public,
} from '#platform/auth/access.js';
import {
  clearSessionCookie,
  setSessionCookie,
  tokenOfCookie,
} from '#platform/auth/session-cookie.js';
import { csrfTokenOf } from '#platform/auth/token.js';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problems } from '../shared/problem.response.js';
import {
  ChooseMembershipRequest,
  SessionResponse,
  SignInRequest,
  TokenResponse,
} from './dto/session.dto.js';
import { SignInGuard } from './sign-in.guard.js';

type SignedInRequest = FastifyRequest & { user: AccountRow };

@ApiTags('session')
@Controller()
@Problems(400, 401, 403)
export class SessionController {
  constructor(
    private readonly signIn: SignInService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('session')
  @HttpCode(200)
  @Public()
  @UseGuards(SignInGuard)
  @ApiOkResponse({ type: SessionResponse })
  @Problems(429, 503)
  async start(
    @Req() request: SignedInRequest,
    @Body() _credentials: SignInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    const started = await this.signIn.start(request.user, 'browser', request.id);
    setSessionCookie(reply, this.config, started.token);
    return this.present(started, request.user);
  }

  @Get('session')
  @Does('session.read')
  @ApiOkResponse({ type: SessionResponse })
  async read(
    @CurrentSession() current: Authenticated,
    @Req() request: AuthenticatedRequest,
  ): Promise<SessionResponse> {
    const { account, membership } = await this.signIn.who(current.actor);
    const token = tokenOfCookie(request, this.config) ?? '';
    return this.present({ token, expiresAt: current.expiresAt, membership }, account);
  }

  @Delete('session')
  @HttpCode(204)
  @Does('session.read')
  @ApiNoContentResponse()
  async end(
    @CurrentSession() current: Authenticated,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.end(current, request.id);
    clearSessionCookie(reply, this.config);
    void reply.header('clear-site-data', '"cache", "storage"');
  }

  @Put('session/membership')
  @Does('session.read')
  @ApiOkResponse({ type: SessionResponse })
  @Problems(404)
  async choose(
    @CurrentSession() current: Authenticated,
    @Req() request: AuthenticatedRequest,
    @Body() { membershipId }: ChooseMembershipRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionResponse> {
    const started = await this.signIn.switchTo(current, membershipId, request.id);
    if (current.kind === 'browser') setSessionCookie(reply, this.config, started.token);
    const { account } = await this.signIn.who({ ...current.actor, membershipId });
    return this.present(started, account);
  }

  @Post('tokens')
  @HttpCode(201)
  @Public()
  @UseGuards(SignInGuard)
  @ApiCreatedResponse({ type: TokenResponse })
  @Problems(429, 503)
  async token(
    @Req() request: SignedInRequest,
    @Body() _credentials: SignInRequest,
  ): Promise<TokenResponse> {
    const { token, expiresAt } = await this.signIn.start(request.user, 'bearer', request.id);
    return { accessToken: token, tokenType: 'Bearer', expiresAt: expiresAt.toISOString() };
  }

  @Delete('tokens/current')
  @HttpCode(204)
  @Does('session.read')
  @ApiNoContentResponse()
  async endToken(
    @CurrentSession() current: Authenticated,
    @Req() request: AuthenticatedRequest,
  ): Promise<void> {
    await this.signIn.end(current, request.id);
  }

  private async present(started: StartedSession, account: AccountRow): Promise<SessionResponse> {
    const memberships = await this.signIn.membershipsOf(account.userId);
    const { token, membership, expiresAt } = started;
    return {
      user: { id: account.userId, displayName: account.displayName, email: account.email },
      membership,
      memberships,
      permittedActions: ACTIONS.filter((action) => mayAct(membership.role, action)),
      csrfToken: csrfTokenOf(token),
      expiresAt: expiresAt.toISOString(),
      idleMinutes: this.config.sessionIdleMinutes,
    };
  }
}
