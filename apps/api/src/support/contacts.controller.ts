import { Body, Controller, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiTags } from '@nestjs/swagger';
import { ReadReferralsService } from '#application/referrals/read-referrals.service.js';
import { RecordContactService } from '#application/support/record-contact.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { IdempotencyKey, IfMatch, RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import type { FastifyReply } from 'fastify';
import { ReferralDetailResponse } from '../referrals/dto/referral-detail.response.js';
import { answerReferral } from '../referrals/answer-referral.js';
import { JSON_TEXT } from '../shared/json-text.js';
import { requestMark } from '../shared/idempotent.js';
import { Problems } from '../shared/problem.response.js';
import { ContactRequest } from './dto/contact.request.js';

@ApiTags('support')
@Controller('referrals/:id/contacts')
@Problems(400, 401, 403, 404)
export class ContactsController {
  constructor(
    private readonly contacts: RecordContactService,
    private readonly reads: ReadReferralsService,
  ) {}

  @Post()
  @HttpCode(201)
  @Does('contact.record')
  @Header('content-type', JSON_TEXT)
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiCreatedResponse({ type: ReferralDetailResponse })
  @Problems(409, 412, 422, 428)
  async record(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: string,
    @RequestId() requestId: string,
    @Body() body: ContactRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const mark = requestMark('POST /referrals/contacts', key, body, requestId, id);
    const { mode, outcome, noteShared } = body;
    await this.contacts.record(
      actor,
      id,
      version,
      {
        mode,
        outcome,
        noteShared,
        occurredAt: body.occurredAt ? new Date(body.occurredAt) : null,
        minutes: body.minutes ?? null,
        note: body.note ?? null,
        nextStep: body.nextStep ?? null,
        nextStepOn: body.nextStepOn ?? null,
        declineReason: body.declineReason ?? null,
      },
      mark,
    );
    return answerReferral(this.reads, actor, id, requestId, reply);
  }
}
