import { DECLINE_REASONS } from '#domain/referrals/rejection.js';
import { CONTACT_MODES, CONTACT_OUTCOMES } from '#domain/support/contact.js';
import { NEXT_STEPS } from '#domain/support/next-step.js';
import {
  CodeField,
  DateField,
  FlagField,
  InstantField,
  NumberField,
  TextField,
} from '../../shared/validators.js';

export class ContactRequest {
  @CodeField(CONTACT_MODES)
  readonly mode!: (typeof CONTACT_MODES)[number];

  @CodeField(CONTACT_OUTCOMES)
  readonly outcome!: (typeof CONTACT_OUTCOMES)[number];

  @InstantField({ optional: true, description: 'When it happened; now unless told.' })
  readonly occurredAt?: string | null;

  @NumberField(0, 600, { optional: true })
  readonly minutes?: number | null;

  @TextField(4000, { optional: true })
  readonly note?: string | null;

  @FlagField({ description: 'The practice that referred may read the note.' })
  readonly noteShared!: boolean;

  @CodeField(NEXT_STEPS, {
    optional: true,
    description: 'Needed unless the attempt ends the referral.',
  })
  readonly nextStep?: (typeof NEXT_STEPS)[number] | null;

  @DateField({ optional: true })
  readonly nextStepOn?: string | null;

  @CodeField(DECLINE_REASONS, {
    optional: true,
    description: 'With the outcome did_not_want_help.',
  })
  readonly declineReason?: (typeof DECLINE_REASONS)[number] | null;
}
