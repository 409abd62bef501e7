import { ApiProperty } from '@nestjs/swagger';
import { AUDIT_ACTIONS } from '#domain/audit/audit-event.js';
import { ROLES } from '#domain/access/role.js';
import { IsArray, IsIn, IsOptional } from 'class-validator';
import { MAX_PAGE } from '../../shared/page.js';
import { DateField, IdField, NumberField, TextField } from '../../shared/validators.js';

/** Sent as a body, because an NHS number never stands in an address. */
export class AuditSearchRequest {
  @TextField(20, { optional: true })
  readonly nhsNumber?: string | null;

  @TextField(20, { optional: true })
  readonly reference?: string | null;

  @IdField({ optional: true })
  readonly patientId?: string | null;

  @TextField(255, { optional: true })
  readonly actorEmail?: string | null;

  @DateField({ optional: true, description: 'First day; 90 days before the last unless told.' })
  readonly from?: string | null;

  @DateField({ optional: true, description: 'Last day; today unless told.' })
  readonly to?: string | null;

  @ApiProperty({ enum: AUDIT_ACTIONS, isArray: true, required: false })
  @IsOptional()
  @IsArray()
  @IsIn(AUDIT_ACTIONS, { each: true, message: 'Select what happened from the list' })
  readonly actions?: string[] | null;

  @TextField(500, { optional: true })
  readonly cursor?: string | null;

  @NumberField(1, MAX_PAGE, { optional: true })
  readonly limit?: number | null;
}

export class AuditLineResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ type: String, nullable: true }) readonly actorName!: string | null;
  @ApiProperty({ type: String, enum: ROLES, nullable: true }) readonly actorRole!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly organisationName!: string | null;
  @ApiProperty({ enum: AUDIT_ACTIONS }) readonly action!: string;
  @ApiProperty() readonly entity!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) readonly entityId!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly reference!: string | null;
  @ApiProperty({ enum: ['allowed', 'denied'] }) readonly outcome!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  readonly detail!: Record<string, unknown> | null;
}

export class AuditSubjectResponse {
  @ApiProperty() readonly reference!: string;
}

export class AuditPageResponse {
  @ApiProperty({ type: () => AuditLineResponse, isArray: true })
  readonly items!: AuditLineResponse[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
  @ApiProperty({ type: () => AuditSubjectResponse, nullable: true })
  readonly subject!: AuditSubjectResponse | null;
}

export class ListViewResponse {
  @ApiProperty({ type: String, nullable: true }) readonly actorName!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly actorRole!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly organisationName!: string | null;
  @ApiProperty({ format: 'date' }) readonly day!: string;
  @ApiProperty() readonly action!: string;
  @ApiProperty() readonly entity!: string;
  @ApiProperty({ type: 'integer' }) readonly times!: number;
}

export class ListViewsResponse {
  @ApiProperty({ type: () => ListViewResponse, isArray: true }) readonly items!: ListViewResponse[];
}
