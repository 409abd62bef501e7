import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CancelSessionService } from '#application/placements/cancel-session.service.js';
import { MoveSessionService } from '#application/placements/move-session.service.js';
import { ReadRegisterService } from '#application/placements/read-register.service.js';
import type { VenueSession } from '#application/placements/register-view.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { etagOf, IfMatch, RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import type { FastifyReply } from 'fastify';
import {
  presentVenueSession,
  VenueSessionPageResponse,
  VenueSessionResponse,
} from '../placements/dto/register.response.js';
import { Problems } from '../shared/problem.response.js';
import {
  SessionCancellationRequest,
  SessionMoveRequest,
  SessionPeriodRequest,
} from './dto/session.request.js';

@ApiTags('directory')
@Controller('sessions')
@Problems(400, 401, 403)
export class SessionsController {
  constructor(
    private readonly registers: ReadRegisterService,
    private readonly moves: MoveSessionService,
    private readonly cancellations: CancelSessionService,
  ) {}

  @Get()
  @Does('session.list_venue')
  @ApiOkResponse({ type: VenueSessionPageResponse })
  @Problems(422)
  async list(
    @CurrentActor() actor: Actor,
    @Query() { from, to }: SessionPeriodRequest,
  ): Promise<VenueSessionPageResponse> {
    const sessions = await this.registers.sessions(actor, { from: from ?? null, to: to ?? null });
    return { items: sessions.map(presentVenueSession), nextCursor: null };
  }

  @Post(':id/move')
  @HttpCode(200)
  @Does('session.change')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: VenueSessionResponse })
  @Problems(404, 409, 412, 422, 428)
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) sessionId: string,
    @IfMatch() version: number,
    @RequestId() requestId: string,
    @Body() body: SessionMoveRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VenueSessionResponse> {
    const times = { startsAt: new Date(body.startsAt), endsAt: new Date(body.endsAt) };
    return answer(await this.moves.move({ actor, sessionId, version, requestId }, times), reply);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Does('session.change')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: VenueSessionResponse })
  @Problems(404, 409, 412, 422, 428)
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) sessionId: string,
    @IfMatch() version: number,
    @RequestId() requestId: string,
    @Body() { reason }: SessionCancellationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VenueSessionResponse> {
    const request = { actor, sessionId, version, requestId };
    return answer(await this.cancellations.cancel(request, reason), reply);
  }
}

function answer(session: VenueSession, reply: FastifyReply): VenueSessionResponse {
  void reply.header('etag', etagOf(session.version));
  return presentVenueSession(session);
}
