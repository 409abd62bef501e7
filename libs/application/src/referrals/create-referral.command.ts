import type { PersonFacts } from '#domain/patients/patient.js';
import type { SafeContact } from '#domain/patients/safe-contact.js';
import type { Priority } from '#domain/referrals/referral.js';
import type { RiskAnswer, ShareChoice } from '#domain/referrals/submission.js';

/** A referral as somebody asks for it: for a person on record, or with the details of a new one. */
export interface CreateReferralCommand {
  readonly patientId: string | null;
  readonly patient: NewPatientCommand | null;
  readonly providerId: string;
  readonly priority: Priority;
  readonly needCodes: readonly string[];
  readonly reason: string;
  readonly risk: { readonly status: RiskAnswer; readonly detail: string | null };
  readonly safeguarding: boolean;
  /** Null keeps what is recorded; needed with a new person. */
  readonly contact: ReachCommand | null;
  readonly consent: ConsentCommand;
  readonly overrideReason: string | null;
  /** NHS Data Dictionary, Source of Referral for Community. */
  readonly sourceCode: string;
  readonly methodCode: string;
}

export interface NewPatientCommand extends PersonFacts {
  readonly accessNeeds: readonly AccessNeedCommand[];
}

export interface AccessNeedCommand {
  readonly code: string;
  readonly detail: string | null;
  readonly shareWithVenue: boolean;
  readonly venueWording: string | null;
}

export interface ReachCommand {
  readonly mobilePhone: string | null;
  readonly homePhone: string | null;
  readonly email: string | null;
  readonly safeContact: SafeContact;
}

export interface ConsentCommand {
  readonly shareChoice: ShareChoice;
  readonly shareWithVenue: boolean;
  readonly writeBackToGp: 'all' | 'codes_only' | 'none';
}

/** What the sender is told: who will be in touch, by when, and the reference to quote. */
export interface ReferralCreated {
  readonly id: string;
  readonly reference: string;
  readonly patientId: string;
  readonly providerName: string;
  /** Local date by which the service says it will be in touch, YYYY-MM-DD. */
  readonly contactBy: string;
  readonly submittedAt: Date;
  /** True when an earlier request with the same key made it. */
  readonly replayed: boolean;
}
