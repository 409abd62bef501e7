import { ApiProperty } from '@nestjs/swagger';
import { REFERRAL_STATUSES } from '#domain/referrals/referral.js';
import { ReachRequest } from '../../referrals/dto/create-referral.request.js';
import { SafeContactResponse } from '../../referrals/dto/referral-detail.response.js';
import { TextField, TextsField } from '../../shared/validators.js';

export class FindPatientRequest {
  @TextField(20, { enter: 'the NHS number' })
  readonly nhsNumber!: string;
}

export class OpenReferralResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly reference!: string;
  @ApiProperty({ format: 'uuid' }) readonly providerId!: string;
  @ApiProperty() readonly providerName!: string;
  @ApiProperty({ type: String, nullable: true }) readonly linkWorkerName!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly submittedAt!: string;
  @ApiProperty({ enum: REFERRAL_STATUSES }) readonly status!: string;
}

export class FoundPatientResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly nhsNumber!: string;
  @ApiProperty() readonly givenName!: string;
  @ApiProperty() readonly familyName!: string;
  @ApiProperty({ type: String, nullable: true }) readonly preferredName!: string | null;
  @ApiProperty({ format: 'date' }) readonly birthDate!: string;
  @ApiProperty({ type: String, nullable: true }) readonly mobilePhone!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly email!: string | null;
  @ApiProperty({ type: () => SafeContactResponse }) readonly safeContact!: SafeContactResponse;
  @ApiProperty({ type: () => OpenReferralResponse, isArray: true })
  readonly openReferrals!: OpenReferralResponse[];
}

export class FindPatientResponse {
  @ApiProperty({
    type: () => FoundPatientResponse,
    nullable: true,
    description: 'Null when no patient of your practice has this number.',
  })
  readonly patient!: FoundPatientResponse | null;
}

export class ContactDetailsRequest extends ReachRequest {
  @TextsField(5, 100)
  readonly addressLines!: string[];

  @TextField(12, { optional: true })
  readonly postcode?: string | null;

  @TextField(200, { enter: 'why the details change' })
  readonly reason!: string;
}

export class ContactDetailsResponse {
  @ApiProperty({ format: 'uuid' }) readonly patientId!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty({ type: String, nullable: true }) readonly mobilePhone!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly homePhone!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly email!: string | null;
  @ApiProperty({ type: [String] }) readonly addressLines!: string[];
  @ApiProperty({ type: String, nullable: true }) readonly postcode!: string | null;
  @ApiProperty({ type: () => SafeContactResponse }) readonly safeContact!: SafeContactResponse;
  @ApiProperty({ format: 'date-time' }) readonly recordedAt!: string;
  @ApiProperty({ type: String, nullable: true }) readonly recordedByName!: string | null;
}
