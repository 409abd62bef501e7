import { Body, Controller, Get, HttpCode, Param, Post, Put, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { PatientsService } from '#application/patients/patients.service.js';
import type { Actor } from '#domain/access/actor.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { etagOf, IfMatch, RequestId } from '#platform/http/headers.js';
import { UuidPipe } from '#platform/http/uuid.pipe.js';
import type { FastifyReply } from 'fastify';
import { entered, toReach } from '../referrals/dto/create-referral.mapper.js';
import { Problems } from '../shared/problem.response.js';
import {
  ContactDetailsRequest,
  ContactDetailsResponse,
  FindPatientRequest,
  FindPatientResponse,
} from './dto/patients.dto.js';

@ApiTags('patients')
@Controller('patients')
@Problems(400, 401, 403, 422)
export class PatientsController {
  constructor(private readonly patients: PatientsService) {}

  @Post('find')
  @HttpCode(200)
  @Does('patient.find')
  @ApiOkResponse({ type: FindPatientResponse })
  async find(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Body() { nhsNumber }: FindPatientRequest,
  ): Promise<{ patient: object | null }> {
    return { patient: await this.patients.find(actor, nhsNumber, requestId) };
  }

  @Get(':id/contact')
  @Does('patient.read')
  @ApiOkResponse({ type: ContactDetailsResponse })
  @Problems(404)
  contactDetails(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.read(actor, id, requestId, reply);
  }

  @Put(':id/contact')
  @Does('patient.update_contact')
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiOkResponse({ type: ContactDetailsResponse })
  @Problems(404, 412, 428)
  async changeContactDetails(
    @CurrentActor() actor: Actor,
    @RequestId() requestId: string,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ContactDetailsRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const addressLines = body.addressLines.filter((line) => line.trim() !== '');
    const command = {
      ...toReach(body),
      addressLines,
      postcode: entered(body.postcode),
      reason: body.reason,
    };
    await this.patients.changeContactDetails(actor, id, version, command, requestId);
    return this.read(actor, id, requestId, reply);
  }

  private async read(
    actor: Actor,
    id: string,
    requestId: string,
    reply: FastifyReply,
  ): Promise<object> {
    const details = await this.patients.contactDetails(actor, id, requestId);
    void reply.header('etag', etagOf(details.version));
    return details;
  }
}
