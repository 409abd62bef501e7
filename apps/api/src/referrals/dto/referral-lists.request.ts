import { REFERRAL_STATUSES } from '#domain/referrals/referral.js';
import { IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { PageRequest, RepeatedParameter } from '../../shared/page.js';
import {
  CodeField,
  IdField,
  ListCodesField,
  NestedListField,
  NumberField,
  TextField,
} from '../../shared/validators.js';

const DUE = ['late', 'today', 'week'] as const;

export class CaseloadRequest extends PageRequest {
  @ApiProperty({ enum: REFERRAL_STATUSES, isArray: true, required: false })
  @IsOptional()
  @RepeatedParameter()
  @IsArray()
  @IsIn(REFERRAL_STATUSES, { each: true, message: 'Select a status of the list' })
  readonly status?: string[];

  @ApiProperty({ type: [String], required: false })
  @IsOptional()
  @RepeatedParameter()
  @IsArray()
  @Matches(/^[a-z0-9_]{1,40}$/, { each: true, message: 'Select a need of the list' })
  readonly need?: string[];

  @CodeField(DUE, { optional: true })
  readonly due?: (typeof DUE)[number];

  @IdField({ optional: true, description: 'Whose caseload, for a team lead.' })
  readonly linkWorkerId?: string;
}

/** The same, for a search term: a name or a number never stands in an address. */
export class CaseloadSearchRequest {
  @TextField(80, { enter: 'a name, an NHS number or a reference' })
  readonly q!: string;

  @ListCodesField(20, { optional: true })
  readonly status?: string[] | null;

  @ListCodesField(20, { optional: true })
  readonly need?: string[] | null;

  @CodeField(DUE, { optional: true })
  readonly due?: (typeof DUE)[number] | null;

  @IdField({ optional: true })
  readonly linkWorkerId?: string | null;

  @TextField(500, { optional: true })
  readonly cursor?: string | null;
}

export class ReferralVersionRequest {
  @IdField()
  readonly id!: string;

  @NumberField(1, 1_000_000)
  readonly version!: number;
}

export class AllocationRequest {
  @IdField()
  readonly linkWorkerId!: string;

  @NestedListField(() => ReferralVersionRequest, 50, {
    description: 'From 1 to 50 referrals, all or none.',
  })
  readonly referrals!: ReferralVersionRequest[];

  @TextField(500, { optional: true, description: 'Needed when the link worker is at their limit.' })
  readonly overrideReason?: string | null;
}
