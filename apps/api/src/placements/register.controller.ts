import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { MarkAttendanceService } from '#application/placements/mark-attendance.service.js';
import { ReadRegisterService } from '#application/placements/read-register.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import { RequestProblem } from '#platform/problem/problem.js';
import { Problems } from '../shared/problem.response.js';
import { AttendanceRequest, toChange } from './dto/attendance.request.js';
import {
  AttendanceResponse,
  presentAttendance,
  presentRegister,
  RegisterResponse,
} from './dto/register.response.js';

@ApiTags('placements')
@Controller('sessions/:id')
@Problems(400, 401, 403, 404)
export class RegisterController {
  constructor(
    private readonly registers: ReadRegisterService,
    private readonly marks: MarkAttendanceService,
  ) {}

  @Get('register')
  @Does('register.read')
  @ApiOkResponse({ type: RegisterResponse })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @RequestId() requestId: string,
  ): Promise<RegisterResponse> {
    return presentRegister(await this.registers.register(actor, id, requestId));
  }

  /** Without an Idempotency-Key: every change carries an id of its own, and is stored once. */
  @Post('attendance')
  @HttpCode(200)
  @Does('register.mark')
  @ApiOkResponse({ type: AttendanceResponse })
  @Problems(409, 422)
  async mark(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @RequestId() requestId: string,
    @Body() { changes, sentAt }: AttendanceRequest,
  ): Promise<AttendanceResponse> {
    if (changes.length === 0) throw nothingMarked();
    const { register } = await this.marks.mark(
      actor,
      id,
      changes.map(toChange),
      new Date(sentAt),
      requestId,
    );
    // Devices look for the ids they sent, in the letters they sent them in.
    return presentAttendance({ applied: changes.map(({ changeId }) => changeId), register });
  }
}

const nothingMarked = (): RequestProblem =>
  new RequestProblem(400, 'request/invalid', 'Send at least one change.', [
    { pointer: '/changes', code: 'min_items', detail: 'Send at least one change.' },
  ]);
