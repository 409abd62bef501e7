import { NHS_NUMBER_ABSENT_REASONS } from '#domain/patients/nhs-number.js';
import { PREFERRED_METHODS } from '#domain/patients/safe-contact.js';
import { PRIORITIES } from '#domain/referrals/referral.js';
import { RISK_ANSWERS, SHARE_CHOICES } from '#domain/referrals/submission.js';
import {
  CodeField,
  DateField,
  FlagField,
  IdField,
  ListCodeField,
  ListCodesField,
  NestedField,
  NestedListField,
  TextField,
  TextsField,
  TimeField,
} from '../../shared/validators.js';

/** How it is safe to reach somebody. */
export class SafeContactRequest {
  @FlagField()
  readonly mayPhone!: boolean;

  @FlagField()
  readonly mayText!: boolean;

  @FlagField()
  readonly mayEmail!: boolean;

  @FlagField()
  readonly mayPost!: boolean;

  @FlagField()
  readonly mayLeaveMessage!: boolean;

  @TimeField({ optional: true, description: 'Local time from which contact is safe; with safeTo.' })
  readonly safeFrom?: string | null;

  @TimeField({ optional: true })
  readonly safeTo?: string | null;

  @TextField(35, { optional: true, description: 'A word the person knows us by.' })
  readonly codeWord?: string | null;

  @FlagField({ description: 'Nobody contacts this person by any channel.' })
  readonly contactProhibited!: boolean;

  @CodeField(PREFERRED_METHODS, { optional: true })
  readonly preferredMethod?: (typeof PREFERRED_METHODS)[number] | null;
}

export class ReachRequest {
  @TextField(35, { optional: true })
  readonly mobilePhone?: string | null;

  @TextField(35, { optional: true })
  readonly homePhone?: string | null;

  @TextField(255, { optional: true })
  readonly email?: string | null;

  @NestedField(() => SafeContactRequest)
  readonly safeContact!: SafeContactRequest;
}

export class AccessNeedRequest {
  @ListCodeField()
  readonly code!: string;

  @TextField(150, { optional: true })
  readonly detail?: string | null;

  @FlagField({ description: 'The person agreed that venues are told.' })
  readonly shareWithVenue!: boolean;

  @TextField(150, {
    optional: true,
    description: 'What a venue is told, such as "Uses a wheelchair".',
  })
  readonly venueWording?: string | null;
}

export class NewPatientRequest {
  @TextField(20, { optional: true, description: '10 digits, with or without spaces.' })
  readonly nhsNumber?: string | null;

  @CodeField(NHS_NUMBER_ABSENT_REASONS, { optional: true })
  readonly nhsNumberAbsentReason?: (typeof NHS_NUMBER_ABSENT_REASONS)[number] | null;

  @TextField(100, { enter: 'the first name' })
  readonly givenName!: string;

  @TextField(100, { enter: 'the family name' })
  readonly familyName!: string;

  @TextField(100, { optional: true })
  readonly preferredName?: string | null;

  @DateField()
  readonly birthDate!: string;

  @ListCodeField({ optional: true })
  readonly gender?: string | null;

  @ListCodeField({ optional: true })
  readonly ethnicity?: string | null;

  @ListCodeField({ optional: true })
  readonly language?: string | null;

  @FlagField({ optional: true })
  readonly interpreterRequired?: boolean | null;

  @ListCodeField({ optional: true })
  readonly writtenFormat?: string | null;

  @TextsField(5, 100, { optional: true })
  readonly addressLines?: string[] | null;

  @TextField(12, { optional: true })
  readonly postcode?: string | null;

  @NestedListField(() => AccessNeedRequest, 20, { optional: true })
  readonly accessNeeds?: AccessNeedRequest[] | null;
}

export class RiskRequest {
  @CodeField(RISK_ANSWERS)
  readonly status!: (typeof RISK_ANSWERS)[number];

  @TextField(500, { optional: true })
  readonly detail?: string | null;
}

export class ConsentRequest {
  @CodeField(SHARE_CHOICES)
  readonly shareChoice!: (typeof SHARE_CHOICES)[number];

  @FlagField({ description: 'Venues may be told of access needs that are marked for them.' })
  readonly shareWithVenue!: boolean;

  @CodeField(['all', 'codes_only', 'none'])
  readonly writeBackToGp!: 'all' | 'codes_only' | 'none';
}

export class CreateReferralRequest {
  @IdField({
    optional: true,
    description: 'A person of this practice. Exactly one of patientId and patient.',
  })
  readonly patientId?: string | null;

  @NestedField(() => NewPatientRequest, { optional: true })
  readonly patient?: NewPatientRequest | null;

  @IdField({ description: 'The link worker service.' })
  readonly providerId!: string;

  @CodeField(PRIORITIES)
  readonly priority!: (typeof PRIORITIES)[number];

  @ListCodesField(20)
  readonly needCodes!: string[];

  @TextField(500, { enter: 'what would help, in a sentence' })
  readonly reason!: string;

  @NestedField(() => RiskRequest)
  readonly risk!: RiskRequest;

  @FlagField()
  readonly safeguarding!: boolean;

  @NestedField(() => ReachRequest, {
    optional: true,
    description: 'Left out with patientId, what is recorded stays.',
  })
  readonly contact?: ReachRequest | null;

  @NestedField(() => ConsentRequest)
  readonly consent!: ConsentRequest;

  @TextField(500, {
    optional: true,
    description: 'Why a second open referral to this service is needed.',
  })
  readonly overrideReason?: string | null;
}
