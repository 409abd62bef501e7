import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Actor } from '#domain/access/actor.js';
import { providersOf } from '#persistence/access/organisations.queries.js';
import { CurrentActor, Does } from '#platform/auth/access.js';
import { DataSource } from 'typeorm';
import { Problems } from '../shared/problem.response.js';

export class ProviderResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ type: String, nullable: true }) readonly phone!: string | null;
  @ApiProperty({ type: 'integer' }) readonly contactWithinWorkingDays!: number;
}

export class ProvidersResponse {
  @ApiProperty({ type: () => ProviderResponse, isArray: true }) readonly items!: ProviderResponse[];
}

@ApiTags('referrals')
@Controller('providers')
@Problems(401, 403)
export class ProvidersController {
  constructor(private readonly db: DataSource) {}

  /** The link worker services this practice may refer to. */
  @Get()
  @Does('referral.create')
  @ApiOkResponse({ type: ProvidersResponse })
  async list(@CurrentActor() { organisationId }: Actor): Promise<ProvidersResponse> {
    return { items: await providersOf(this.db, organisationId) };
  }
}
