/** What a person can say yes or no to. Source: Trellis domain rules C3, Consent. */
export const CONSENT_KINDS = [
  'referral',
  'share_with_provider',
  'share_with_venue',
  'write_back_to_gp',
  'contact_by_text',
  'contact_by_email',
  'contact_by_phone',
  'contact_by_post',
  'research',
] as const;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

/**
 * One recorded choice. A change of mind is a new record that supersedes the old one, so what was
 * agreed at any time can still be shown.
 */
export interface Consent {
  readonly kind: ConsentKind;
  /** Null when it holds for the person whatever the referral. */
  readonly referralId: string | null;
  readonly given: boolean;
  readonly recordedAt: Date;
  readonly expiresAt: Date | null;
  readonly supersededAt: Date | null;
}

export const CONSENT_STATES = ['valid', 'refused', 'expired', 'not_asked'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** Given, not withdrawn and not expired at an instant. */
export function isConsentValid(consent: Consent, at: Date): boolean {
  return consent.given && isCurrent(consent, at) && !isExpired(consent, at);
}

/**
 * How a choice stands at an instant. A choice made for this referral goes before a general one:
 * somebody may say no here to what they said yes to elsewhere.
 */
export function consentState(
  consents: readonly Consent[],
  kind: ConsentKind,
  referralId: string | null,
  at: Date,
): ConsentState {
  const current = consents.filter((consent) => consent.kind === kind && isCurrent(consent, at));
  const own = current.find((consent) => referralId !== null && consent.referralId === referralId);
  const consent = own ?? current.find((candidate) => candidate.referralId === null);
  if (!consent) return 'not_asked';
  if (!consent.given) return 'refused';
  return isExpired(consent, at) ? 'expired' : 'valid';
}

export const hasConsent = (
  consents: readonly Consent[],
  kind: ConsentKind,
  referralId: string | null,
  at: Date,
): boolean => consentState(consents, kind, referralId, at) === 'valid';

const isCurrent = ({ recordedAt, supersededAt }: Consent, at: Date): boolean =>
  recordedAt <= at && (supersededAt === null || at < supersededAt);

const isExpired = ({ expiresAt }: Consent, at: Date): boolean =>
  expiresAt !== null && expiresAt <= at;
