import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AttentionService } from '#application/messaging/attention.service.js';
import type { Actor } from '#domain/access/actor.js';
import type { AttentionRow } from '#persistence/messaging/attention.queries.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { CURSOR_ID, CURSOR_INSTANT, decodeCursor, encodeCursor } from '#platform/http/cursor.js';
import { RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import { DEFAULT_PAGE, PageRequest } from '../shared/page.js';
import { Problems } from '../shared/problem.response.js';
import {
  type AttentionItemResponse,
  AttentionPageResponse,
  MessageHandledResponse,
} from './dto/attention.dto.js';

@ApiTags('messages')
@Controller('messages')
export class MessagesController {
  constructor(private readonly attention: AttentionService) {}

  @Get('attention')
  @Does('message.list_attention')
  @ApiOkResponse({ type: AttentionPageResponse })
  @Problems(400, 401, 403, 503)
  async list(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Query() { cursor, limit = DEFAULT_PAGE }: PageRequest,
  ): Promise<AttentionPageResponse> {
    const [startsAt, id] = decodeCursor(cursor, [CURSOR_INSTANT, CURSOR_ID]) ?? [];
    const after = startsAt && id ? { startsAt, id } : null;
    const { rows, hasMore } = await this.attention.list(actor, after, limit, requestId);
    const last = rows.at(-1);
    return {
      items: rows.map(present),
      nextCursor: hasMore && last ? encodeCursor([last.startsAtKey, last.id]) : null,
    };
  }

  @Post(':id/handled')
  @HttpCode(200)
  @Does('message.handle')
  @ApiOkResponse({ type: MessageHandledResponse })
  @Problems(401, 403, 404, 409)
  async handle(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Param('id', UuidPipe) id: string,
  ): Promise<MessageHandledResponse> {
    const handledAt = await this.attention.handle(actor, id, requestId);
    return { id, handledAt: handledAt.toISOString() };
  }
}

const present = (row: AttentionRow): AttentionItemResponse => ({
  id: row.id,
  referralId: row.referralId,
  reference: row.reference,
  patientName: row.patientName,
  rule: row.rule,
  channel: row.channel,
  state: row.state,
  decision: row.decision,
  dueAt: row.dueAt.toISOString(),
  stateAt: row.stateAt.toISOString(),
  activityName: row.activityName,
  startsAt: row.startsAt.toISOString(),
  mobilePhone: row.mobilePhone,
  mayPhone: row.mayPhone,
});
