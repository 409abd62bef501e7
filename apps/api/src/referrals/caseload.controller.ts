import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  type CaseloadRequest as CaseloadWanted,
  ReadReferralsService,
} from '#application/referrals/read-referrals.service.js';
import type { Actor } from '#domain/access/actor.js';
import type { CaseloadPageRow } from '#persistence/referrals/caseload.queries.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { CURSOR_DATE, CURSOR_ID, decodeCursor, encodeCursor } from '#platform/http/cursor.js';
import { RequestId } from '#platform/http/headers.js';
import { JSON_TEXT, joinJson } from '../shared/json-text.js';
import { DEFAULT_PAGE } from '../shared/page.js';
import { Problems } from '../shared/problem.response.js';
import { entered } from './dto/create-referral.mapper.js';
import { CaseloadRequest, CaseloadSearchRequest } from './dto/referral-lists.request.js';
import { CaseloadPageResponse } from './dto/referral-lists.response.js';

@ApiTags('referrals')
@Controller('referrals/caseload')
@Problems(400, 401, 403, 422)
export class CaseloadController {
  constructor(private readonly reads: ReadReferralsService) {}

  @Get()
  @Does('referral.list_caseload')
  @Header('content-type', JSON_TEXT)
  @ApiOkResponse({ type: CaseloadPageResponse })
  async list(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Query() query: CaseloadRequest,
  ): Promise<string> {
    return present(await this.reads.caseload(actor, wanted({ ...query, q: null }), requestId));
  }

  @Post('search')
  @HttpCode(200)
  @Does('referral.list_caseload')
  @Header('content-type', JSON_TEXT)
  @ApiOkResponse({ type: CaseloadPageResponse })
  async search(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Body() body: CaseloadSearchRequest,
  ): Promise<string> {
    return present(await this.reads.caseload(actor, wanted(body), requestId));
  }
}

interface Asked {
  readonly q: string | null;
  readonly status?: string[] | null;
  readonly need?: string[] | null;
  readonly due?: 'late' | 'today' | 'week' | null;
  readonly linkWorkerId?: string | null;
  readonly cursor?: string | null;
  readonly limit?: number;
}

function wanted({ q, status, need, due, linkWorkerId, cursor, limit }: Asked): CaseloadWanted {
  const [nextStepOn, id] = decodeCursor(cursor ?? undefined, [CURSOR_DATE, CURSOR_ID]) ?? [];
  return {
    linkWorkerId: linkWorkerId ?? null,
    statuses: someOf(status),
    needs: someOf(need),
    due: due ?? null,
    term: entered(q)?.trim() ?? null,
    after: nextStepOn && id ? { nextStepOn, id } : null,
    limit: limit ?? DEFAULT_PAGE,
  };
}

const someOf = (codes: string[] | null | undefined): string[] | null =>
  codes?.length ? codes : null;

function present({ items, counts, hasMore, lastOn, lastId }: CaseloadPageRow): string {
  const nextCursor = hasMore && lastOn && lastId ? encodeCursor([lastOn, lastId]) : null;
  return joinJson({ nextCursor }, { items, counts });
}
