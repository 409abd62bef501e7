import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Booked, BookSessionService } from '#application/placements/book-session.service.js';
import { CancelBookingService } from '#application/placements/cancel-booking.service.js';
import { MoveBookingService } from '#application/placements/move-booking.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { etagOf, IdempotencyKey, IfMatch, RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import type { FastifyReply } from 'fastify';
import { requestMark } from '../shared/idempotent.js';
import { Problems } from '../shared/problem.response.js';
import {
  BookingCancellationRequest,
  BookingMoveRequest,
  BookingRequest,
} from './dto/booking.request.js';
import { BookingResponse, presentBooking } from './dto/booking.response.js';

@ApiTags('placements')
@Controller()
@Problems(400, 401, 403, 404, 409, 422)
export class BookingsController {
  constructor(
    private readonly bookings: BookSessionService,
    private readonly cancellations: CancelBookingService,
    private readonly moves: MoveBookingService,
  ) {}

  @Post('referrals/:id/bookings')
  @HttpCode(201)
  @Does('booking.create')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiCreatedResponse({ type: BookingResponse })
  async book(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IdempotencyKey() key: string,
    @RequestId() requestId: string,
    @Body() body: BookingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookingResponse> {
    const mark = requestMark('POST /referrals/bookings', key, body, requestId, id);
    return answer(await this.bookings.book(actor, id, body.sessionId.toLowerCase(), mark), reply);
  }

  @Post('bookings/:id/cancellation')
  @HttpCode(200)
  @Does('booking.cancel')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: BookingResponse })
  @Problems(412, 428)
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version: number,
    @RequestId() requestId: string,
    @Body() { reasonCode: reason, text }: BookingCancellationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookingResponse> {
    const cancellation = { reason, text: text?.trim() || null };
    const booking = await this.cancellations.cancel(actor, id, version, cancellation, requestId);
    return answer({ booking, replayed: false }, reply);
  }

  @Post('bookings/:id/move')
  @HttpCode(200)
  @Does('booking.move')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: BookingResponse })
  @Problems(412, 428)
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version: number,
    @IdempotencyKey() key: string,
    @RequestId() requestId: string,
    @Body() body: BookingMoveRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BookingResponse> {
    const mark = requestMark('POST /bookings/move', key, body, requestId, id);
    const moved = await this.moves.move(actor, id, version, body.sessionId.toLowerCase(), mark);
    return answer(moved, reply);
  }
}

function answer({ booking, replayed }: Booked, reply: FastifyReply): BookingResponse {
  void reply.header('etag', etagOf(booking.version));
  if (replayed) void reply.header('idempotency-replayed', 'true');
  return presentBooking(booking);
}
