import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CreateReferralService } from '#application/referrals/create-referral.service.js';
import { ReadReferralsService } from '#application/referrals/read-referrals.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { CURSOR_ID, CURSOR_INSTANT, decodeCursor, encodeCursor } from '#platform/http/cursor.js';
import { IdempotencyKey, RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import type { FastifyReply } from 'fastify';
import { requestMark } from '../shared/idempotent.js';
import { JSON_TEXT, joinJson } from '../shared/json-text.js';
import { DEFAULT_PAGE, PageRequest } from '../shared/page.js';
import { Problems } from '../shared/problem.response.js';
import { toCreateReferral } from './dto/create-referral.mapper.js';
import { CreateReferralRequest } from './dto/create-referral.request.js';
import { ReferralDetailResponse, TimelinePageResponse } from './dto/referral-detail.response.js';
import {
  ReferralCreatedResponse,
  SentReferralPageResponse,
} from './dto/referral-lists.response.js';
import { answerReferral } from './answer-referral.js';

@ApiTags('referrals')
@Controller('referrals')
@Problems(400, 401, 403, 404)
export class ReferralsController {
  constructor(
    private readonly creation: CreateReferralService,
    private readonly reads: ReadReferralsService,
  ) {}

  @Post()
  @Does('referral.create')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: ReferralCreatedResponse })
  @Problems(409, 422)
  async create(
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @RequestId() requestId: string,
    @Body() body: CreateReferralRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReferralCreatedResponse> {
    const mark = requestMark('POST /referrals', key, body, requestId);
    const { replayed, submittedAt, ...created } = await this.creation.create(
      actor,
      toCreateReferral(body),
      mark,
    );
    void reply.header('location', `/api/v1/referrals/${created.id}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return { ...created, submittedAt: submittedAt.toISOString(), status: 'submitted', version: 1 };
  }

  @Get('sent')
  @Does('referral.list_sent')
  @ApiOkResponse({ type: SentReferralPageResponse })
  async sent(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Query() { cursor, limit = DEFAULT_PAGE }: PageRequest,
  ): Promise<SentReferralPageResponse> {
    const [updatedAt, id] = decodeCursor(cursor, [CURSOR_INSTANT, CURSOR_ID]) ?? [];
    const after = updatedAt && id ? { updatedAt, id } : null;
    const rows = await this.reads.sent(actor, after, limit, requestId);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(({ patientId: _patientId, updatedAtKey: _key, submittedAt, ...row }) => ({
        ...row,
        submittedAt: submittedAt.toISOString(),
      })),
      nextCursor: last ? encodeCursor([last.updatedAtKey, last.id]) : null,
    };
  }

  @Get(':id')
  @Does('referral.read')
  @Header('content-type', JSON_TEXT)
  @ApiOkResponse({ type: ReferralDetailResponse })
  async detail(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answerReferral(this.reads, actor, id, requestId, reply);
  }

  @Get(':id/timeline')
  @HttpCode(200)
  @Does('referral.read_timeline')
  @Header('content-type', JSON_TEXT)
  @ApiOkResponse({ type: TimelinePageResponse })
  async timeline(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Param('id', UuidPipe) id: string,
    @Query() { cursor }: PageRequest,
  ): Promise<string> {
    const [at, lastId] = decodeCursor(cursor, [CURSOR_INSTANT, CURSOR_ID]) ?? [];
    const before = { at: at ?? 'infinity', id: lastId ?? '00000000-0000-0000-0000-000000000000' };
    const page = await this.reads.earlierTimeline(actor, id, before, requestId);
    const nextCursor =
      page.hasMore && page.lastAt && page.lastId ? encodeCursor([page.lastAt, page.lastId]) : null;
    return joinJson({ nextCursor }, { items: page.items });
  }
}
