import { ApiProperty } from '@nestjs/swagger';
import { PRIORITIES, REFERRAL_STATUSES } from '#domain/referrals/referral.js';

export class ReferralCreatedResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ example: 'SP-26000-0' }) readonly reference!: string;
  @ApiProperty({ enum: REFERRAL_STATUSES }) readonly status!: string;
  @ApiProperty({ format: 'uuid' }) readonly patientId!: string;
  @ApiProperty() readonly providerName!: string;
  @ApiProperty({ format: 'date', description: 'The service says it will be in touch by this day.' })
  readonly contactBy!: string;
  @ApiProperty({ format: 'date-time' }) readonly submittedAt!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
}

export class LastEventResponse {
  @ApiProperty() readonly kind!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly data!: Record<
    string,
    unknown
  >;
}

export class SentReferralResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly reference!: string;
  @ApiProperty() readonly patientName!: string;
  @ApiProperty({ format: 'date-time' }) readonly submittedAt!: string;
  @ApiProperty({ enum: REFERRAL_STATUSES }) readonly status!: string;
  @ApiProperty() readonly providerName!: string;
  @ApiProperty({ type: String, nullable: true }) readonly linkWorkerName!: string | null;
  @ApiProperty({ type: () => LastEventResponse, nullable: true })
  readonly lastEvent!: LastEventResponse | null;
}

export class SentReferralPageResponse {
  @ApiProperty({ type: () => SentReferralResponse, isArray: true })
  readonly items!: SentReferralResponse[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

export class CaseloadCountsResponse {
  @ApiProperty({ type: 'integer' }) readonly late!: number;
  @ApiProperty({ type: 'integer' }) readonly today!: number;
  @ApiProperty({ type: 'integer' }) readonly week!: number;
  @ApiProperty({ type: 'integer' }) readonly open!: number;
}

export class CaseloadRowResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly reference!: string;
  @ApiProperty({ format: 'uuid' }) readonly patientId!: string;
  @ApiProperty() readonly patientName!: string;
  @ApiProperty({ type: String, nullable: true }) readonly nhsNumber!: string | null;
  @ApiProperty({ enum: REFERRAL_STATUSES }) readonly status!: string;
  @ApiProperty({ enum: PRIORITIES }) readonly priority!: string;
  @ApiProperty({ type: [String] }) readonly needCodes!: string[];
  @ApiProperty() readonly nextStep!: string;
  @ApiProperty({ format: 'date' }) readonly nextStepOn!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly nextSessionAt!:
    string | null;
  @ApiProperty() readonly practiceName!: string;
  @ApiProperty({ format: 'date-time' }) readonly submittedAt!: string;
  @ApiProperty() readonly safeguarding!: boolean;
  @ApiProperty() readonly riskRecorded!: boolean;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
}

export class CaseloadPageResponse {
  @ApiProperty({ type: () => CaseloadRowResponse, isArray: true })
  readonly items!: CaseloadRowResponse[];
  @ApiProperty({ type: () => CaseloadCountsResponse }) readonly counts!: CaseloadCountsResponse;
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

export class SuggestionResponse {
  @ApiProperty({ format: 'uuid' }) readonly linkWorkerId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({
    type: [String],
    description: 'Codes: knows_practice, room_on_caseload, lowest_open_caseload.',
  })
  readonly why!: readonly string[];
}

export class NewReferralResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly reference!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty() readonly patientName!: string;
  @ApiProperty({ type: [String] }) readonly needCodes!: string[];
  @ApiProperty({ enum: PRIORITIES }) readonly priority!: string;
  @ApiProperty({ enum: REFERRAL_STATUSES }) readonly status!: string;
  @ApiProperty() readonly practiceName!: string;
  @ApiProperty({ format: 'date-time' }) readonly submittedAt!: string;
  @ApiProperty({ type: 'integer', description: 'Working days since it was sent.' })
  readonly waitWorkingDays!: number;
  @ApiProperty() readonly safeguarding!: boolean;
  @ApiProperty({ type: () => SuggestionResponse, nullable: true })
  readonly suggestion!: SuggestionResponse | null;
}

export class NewReferralPageResponse {
  @ApiProperty({ type: () => NewReferralResponse, isArray: true })
  readonly items!: NewReferralResponse[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

export class AllocatedResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly reference!: string;
  @ApiProperty({ enum: REFERRAL_STATUSES }) readonly status!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
}

export class AllocationResponse {
  @ApiProperty({ type: () => AllocatedResponse, isArray: true })
  readonly allocated!: AllocatedResponse[];
}

export class TeamMemberResponse {
  @ApiProperty({ format: 'uuid' }) readonly linkWorkerId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ type: 'integer' }) readonly openCount!: number;
  @ApiProperty({ type: 'integer' }) readonly lateCount!: number;
  @ApiProperty({ type: 'integer' }) readonly newThisMonth!: number;
  @ApiProperty({ type: 'integer', nullable: true }) readonly caseloadLimit!: number | null;
}

export class TeamResponse {
  @ApiProperty({ type: () => TeamMemberResponse, isArray: true })
  readonly items!: TeamMemberResponse[];
}
