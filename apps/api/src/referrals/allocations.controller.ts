import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AllocateReferralsService } from '#application/referrals/allocate-referrals.service.js';
import { WaitingReferralsService } from '#application/referrals/waiting-referrals.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { CURSOR_ID, CURSOR_INSTANT, decodeCursor, encodeCursor } from '#platform/http/cursor.js';
import { IdempotencyKey, RequestId } from '#platform/http/headers.js';
import { RequestProblem } from '#platform/problem/problem.js';
import { requestMark } from '../shared/idempotent.js';
import { DEFAULT_PAGE, PageRequest } from '../shared/page.js';
import { Problems } from '../shared/problem.response.js';
import { AllocationRequest } from './dto/referral-lists.request.js';
import {
  AllocationResponse,
  NewReferralPageResponse,
  TeamResponse,
} from './dto/referral-lists.response.js';

@ApiTags('referrals')
@Controller()
@Problems(400, 401, 403)
export class AllocationsController {
  constructor(
    private readonly waiting: WaitingReferralsService,
    private readonly allocations: AllocateReferralsService,
  ) {}

  @Get('referrals/new')
  @Does('referral.list_new')
  @ApiOkResponse({ type: NewReferralPageResponse })
  async new(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Query() { cursor, limit = DEFAULT_PAGE }: PageRequest,
  ): Promise<NewReferralPageResponse> {
    const [submittedAt, id] = decodeCursor(cursor, [CURSOR_INSTANT, CURSOR_ID]) ?? [];
    const after = submittedAt && id ? { submittedAt, id } : null;
    const rows = await this.waiting.list(actor, after, limit, requestId);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      items: rows.map(({ row, waitWorkingDays, suggestion }) => ({
        id: row.id,
        reference: row.reference,
        version: row.version,
        patientName: row.patientName,
        needCodes: row.needCodes,
        priority: row.priority,
        status: row.status,
        practiceName: row.practiceName,
        submittedAt: row.submittedAt.toISOString(),
        waitWorkingDays,
        safeguarding: row.safeguarding,
        suggestion,
      })),
      nextCursor: last ? encodeCursor([last.row.submittedAtKey, last.row.id]) : null,
    };
  }

  @Get('team')
  @Does('team.read')
  @ApiOkResponse({ type: TeamResponse })
  async team(@CurrentActor() actor: Actor): Promise<TeamResponse> {
    const rows = await this.waiting.team(actor);
    return { items: rows.map(({ practiceIds: _practiceIds, ...member }) => member) };
  }

  @Post('referrals/allocations')
  @HttpCode(200)
  @Does('referral.allocate')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOkResponse({ type: AllocationResponse })
  @Problems(404, 409, 412, 422)
  async allocate(
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @RequestId() requestId: string,
    @Body() body: AllocationRequest,
  ): Promise<AllocationResponse> {
    const { overrideReason = null } = body;
    const linkWorkerId = body.linkWorkerId.toLowerCase();
    const referrals = body.referrals.map(({ id, version }) => ({ id: id.toLowerCase(), version }));
    if (referrals.length === 0) throw nothingSelected();
    const mark = requestMark('POST /referrals/allocations', key, body, requestId);
    const allocated = await this.allocations.allocate(
      actor,
      { linkWorkerId, overrideReason, referrals },
      mark,
    );
    return {
      allocated: allocated.map(({ id, reference, status, version }) => ({
        id,
        reference,
        status,
        version,
      })),
    };
  }
}

const nothingSelected = (): RequestProblem =>
  new RequestProblem(400, 'request/invalid', 'Select at least one referral.', [
    { pointer: '/referrals', code: 'min_items', detail: 'Select at least one referral.' },
  ]);
