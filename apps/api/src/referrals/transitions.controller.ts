import { Body, Controller, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ChangeReferralService } from '#application/referrals/change-referral.service.js';
import { ReadReferralsService } from '#application/referrals/read-referrals.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { IfMatch, RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import type { FastifyReply } from 'fastify';
import { JSON_TEXT } from '../shared/json-text.js';
import { Problems } from '../shared/problem.response.js';
import { ReferralDetailResponse } from './dto/referral-detail.response.js';
import { TransitionRequest } from './dto/transition.request.js';
import { answerReferral } from './answer-referral.js';

@ApiTags('referrals')
@Controller('referrals/:id/transitions')
@Problems(400, 401, 403, 404)
export class TransitionsController {
  constructor(
    private readonly changes: ChangeReferralService,
    private readonly reads: ReadReferralsService,
  ) {}

  @Post()
  @HttpCode(200)
  @Does('referral.command')
  @Header('content-type', JSON_TEXT)
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ReferralDetailResponse })
  @Problems(409, 412, 422, 428)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version: number,
    @RequestId() requestId: string,
    @Body() body: TransitionRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    await this.changes.change(actor, id, version, body, requestId);
    return answerReferral(this.reads, actor, id, requestId, reply);
  }
}
