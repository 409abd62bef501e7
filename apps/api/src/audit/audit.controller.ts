import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type AuditSearch, SearchAuditService } from '#application/audit/search-audit.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { CURSOR_ID, CURSOR_INSTANT, decodeCursor, encodeCursor } from '#platform/http/cursor.js';
import { RequestId } from '#platform/http/headers.js';
import { entered } from '../referrals/dto/create-referral.mapper.js';
import { JSON_TEXT, joinJson } from '../shared/json-text.js';
import { DEFAULT_PAGE } from '../shared/page.js';
import { Problems } from '../shared/problem.response.js';
import { AuditPageResponse, AuditSearchRequest, ListViewsResponse } from './dto/audit.dto.js';

@ApiTags('audit')
@Controller('audit')
@Problems(400, 401, 403, 404, 422)
export class AuditController {
  constructor(private readonly audit: SearchAuditService) {}

  @Post('search')
  @HttpCode(200)
  @Does('audit.search')
  @Header('content-type', JSON_TEXT)
  @ApiOkResponse({ type: AuditPageResponse })
  async search(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Body() body: AuditSearchRequest,
  ): Promise<string> {
    const { page, subject } = await this.audit.search(actor, wanted(body), requestId);
    const { items, hasMore, lastAt, lastId } = page;
    const nextCursor = hasMore && lastAt && lastId ? encodeCursor([lastAt, lastId]) : null;
    return joinJson({ nextCursor, subject }, { items });
  }

  @Post('list-views')
  @HttpCode(200)
  @Does('audit.search')
  @ApiOkResponse({ type: ListViewsResponse })
  async listViews(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Body() body: AuditSearchRequest,
  ): Promise<object> {
    return { items: await this.audit.listViews(actor, wanted(body), requestId) };
  }
}

function wanted(body: AuditSearchRequest): AuditSearch {
  const [at, id] = decodeCursor(body.cursor ?? undefined, [CURSOR_INSTANT, CURSOR_ID]) ?? [];
  const { nhsNumber, reference, patientId, actorEmail, from, to, actions, limit } = body;
  return {
    ...nulled({ nhsNumber, reference, patientId, actorEmail, from, to }),
    actions: actions?.length ? actions : null,
    before: at && id ? { at, id } : null,
    limit: limit ?? DEFAULT_PAGE,
  };
}

/** A field left empty on a form is a question not asked. */
function nulled<Name extends string>(
  texts: Readonly<Record<Name, string | null | undefined>>,
): Record<Name, string | null> {
  const entries = Object.entries<string | null | undefined>(texts);
  return Object.fromEntries(entries.map(([name, text]) => [name, entered(text)])) as Record<
    Name,
    string | null
  >;
}
