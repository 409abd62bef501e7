import { ApiExtraModels, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PREFERRED_METHODS } from '#domain/patients/safe-contact.js';
import { PRIORITIES, REFERRAL_STATUSES } from '#domain/referrals/referral.js';

const optionalText = { type: String, nullable: true, required: false } as const;

export class SafeContactResponse {
  @ApiProperty() readonly mayPhone!: boolean;
  @ApiProperty() readonly mayText!: boolean;
  @ApiProperty() readonly mayEmail!: boolean;
  @ApiProperty() readonly mayPost!: boolean;
  @ApiProperty() readonly mayLeaveMessage!: boolean;
  @ApiProperty({ type: String, nullable: true, example: '09:30' }) readonly safeFrom!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) readonly safeTo!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly codeWord!: string | null;
  @ApiProperty() readonly contactProhibited!: boolean;
  @ApiProperty({ enum: PREFERRED_METHODS, nullable: true, type: String })
  readonly preferredMethod!: string | null;
}

export class AccessNeedResponse {
  @ApiProperty() readonly code!: string;
  @ApiProperty({ type: String, nullable: true }) readonly detail!: string | null;
  @ApiProperty() readonly shareWithVenue!: boolean;
  @ApiProperty({ type: String, nullable: true }) readonly venueWording!: string | null;
}

/** A colleague who does not have the referral gets `nhsNumberEnding` and `ageYears` in place of the details. */
export class ReferralPatientResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ type: String, nullable: true }) readonly preferredName!: string | null;
  @ApiProperty(optionalText) readonly nhsNumber?: string | null;
  @ApiProperty(optionalText) readonly nhsNumberAbsentReason?: string | null;
  @ApiProperty({ type: String, format: 'date', required: false }) readonly birthDate?: string;
  @ApiProperty(optionalText) readonly mobilePhone?: string | null;
  @ApiProperty(optionalText) readonly homePhone?: string | null;
  @ApiProperty(optionalText) readonly email?: string | null;
  @ApiProperty(optionalText) readonly nhsNumberEnding?: string | null;
  @ApiProperty({ type: 'integer', required: false }) readonly ageYears?: number;
  @ApiProperty() readonly language!: string;
  @ApiProperty() readonly interpreterRequired!: boolean;
  @ApiProperty({ ...optionalText, format: 'date' }) readonly diedOn?: string | null;
  @ApiProperty({ type: () => SafeContactResponse, required: false })
  readonly safeContact?: SafeContactResponse;
  @ApiProperty({ type: () => AccessNeedResponse, isArray: true, required: false })
  readonly accessNeeds?: AccessNeedResponse[];
  @ApiProperty({ type: 'integer', required: false }) readonly version?: number;
}

export class LinkWorkerResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly name!: string;
}

export class RiskResponse {
  @ApiProperty({ enum: ['no_known_risk', 'risk_recorded'] }) readonly status!: string;
  @ApiProperty({ type: String, nullable: true }) readonly detail!: string | null;
}

export class ConsentResponse {
  @ApiProperty({ type: [String] }) readonly granted!: string[];
  @ApiProperty({ type: [String] }) readonly refused!: string[];
  @ApiProperty({ enum: ['all', 'codes_only', 'none'] }) readonly writeBackScope!: string;
  @ApiProperty({ format: 'date-time' }) readonly recordedAt!: string;
}

export class ContactDefaultResponse {
  @ApiProperty() readonly nextStep!: string;
  @ApiProperty({ format: 'date' }) readonly nextStepOn!: string;
}

export class ContactProposalResponse {
  @ApiProperty({ description: 'The policy for giving up is met: "unable to contact" is proposed.' })
  readonly proposed!: boolean;
  @ApiProperty() readonly policyVersion!: string;
  @ApiProperty({ type: 'integer' }) readonly attempts!: number;
  @ApiProperty({ type: [String], description: 'What is still to be tried.' })
  readonly missing!: string[];
}

export class ReferralBookingResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ type: 'integer' }) readonly version!: number;
  @ApiProperty({ enum: ['booked', 'cancelled'] }) readonly status!: string;
  @ApiProperty({ format: 'uuid' }) readonly sessionId!: string;
  @ApiProperty() readonly activityName!: string;
  @ApiProperty() readonly venueName!: string;
  @ApiProperty({ format: 'date-time' }) readonly startsAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly endsAt!: string;
  @ApiProperty({ type: String, nullable: true }) readonly attendance!: string | null;
}

export class ReferralMessageResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly rule!: string;
  @ApiProperty() readonly channel!: string;
  @ApiProperty({ format: 'date-time' }) readonly dueAt!: string;
  @ApiProperty() readonly state!: string;
  @ApiProperty({ type: String, nullable: true }) readonly decision!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly stateAt!: string;
}

export class TimelineEventResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty() readonly kind!: string;
  @ApiProperty({ type: String, nullable: true }) readonly by!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly data!: Record<
    string,
    unknown
  >;
  @ApiProperty(optionalText) readonly note?: string | null;
}

export class TimelinePageResponse {
  @ApiProperty({ type: () => TimelineEventResponse, isArray: true })
  readonly items!: TimelineEventResponse[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

/** One referral, in the part its reader may see; what they may not see is not in the answer. */
@ApiExtraModels(ContactDefaultResponse)
export class ReferralDetailResponse {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly reference!: string;
  @ApiProperty({ type: 'integer', description: 'Send it back as If-Match to change the referral.' })
  readonly version!: number;
  @ApiProperty({ enum: ['referrer', 'assigned', 'lead', 'colleague'] }) readonly audience!: string;
  @ApiProperty({ enum: REFERRAL_STATUSES }) readonly status!: string;
  @ApiProperty({ enum: PRIORITIES }) readonly priority!: string;
  @ApiProperty({ type: [String] }) readonly needCodes!: string[];
  @ApiProperty({ format: 'date-time' }) readonly submittedAt!: string;
  @ApiProperty() readonly practiceName!: string;
  @ApiProperty() readonly providerName!: string;
  @ApiProperty() readonly referrerName!: string;
  @ApiProperty({ type: () => LinkWorkerResponse, nullable: true })
  readonly linkWorker!: LinkWorkerResponse | null;
  @ApiProperty({ type: String, nullable: true }) readonly nextStep!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly nextStepOn!:
    string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly nextSessionAt!:
    string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly reviewOn!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly closedAt!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) readonly outcomeCode!: string | null;
  @ApiProperty({
    type: [String],
    description: 'What the caller may do next; the client shows these and no others.',
  })
  readonly permittedCommands!: string[];
  @ApiProperty({ type: () => ReferralPatientResponse }) readonly patient!: ReferralPatientResponse;
  @ApiProperty({ type: String, required: false }) readonly reason?: string;
  @ApiProperty({ type: () => RiskResponse, required: false }) readonly risk?: RiskResponse;
  @ApiProperty({ required: false }) readonly safeguarding?: boolean;
  @ApiProperty({ type: () => ConsentResponse, nullable: true, required: false })
  readonly consent?: ConsentResponse | null;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ContactDefaultResponse' },
    description: 'Next step by contact outcome.',
  })
  readonly contactDefaults?: Record<string, ContactDefaultResponse>;
  @ApiProperty({ type: () => ContactProposalResponse, required: false })
  readonly contactProposal?: ContactProposalResponse;
  @ApiProperty({ type: () => ReferralBookingResponse, isArray: true, required: false })
  readonly bookings?: ReferralBookingResponse[];
  @ApiProperty({ type: () => ReferralMessageResponse, isArray: true, required: false })
  readonly messages?: ReferralMessageResponse[];
  @ApiProperty({ type: () => TimelineEventResponse, isArray: true })
  readonly timeline!: TimelineEventResponse[];
  @ApiProperty({ type: String, nullable: true }) readonly timelineCursor!: string | null;
}
