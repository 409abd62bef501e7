import { describe, expect, it } from '@jest/globals';
import { type Consent, consentState, hasConsent, isConsentValid } from './consent.js';

const NOW = new Date('2026-11-05T14:30:00Z');
const BEFORE = new Date('2026-11-01T10:00:00Z');
const AFTER = new Date('2026-12-01T10:00:00Z');

const aConsent = (overrides: Partial<Consent> = {}): Consent => ({
  kind: 'share_with_provider',
  referralId: null,
  given: true,
  recordedAt: BEFORE,
  expiresAt: null,
  supersededAt: null,
  ...overrides,
});

describe('consent', () => {
  it.each<[string, Partial<Consent>, boolean]>([
    ['given and never to expire', {}, true],
    ['given and not yet expired', { expiresAt: AFTER }, true],
    ['refused', { given: false }, false],
    ['expired', { expiresAt: BEFORE }, false],
    ['expired at this very instant', { expiresAt: NOW }, false],
    ['withdrawn', { supersededAt: BEFORE }, false],
    ['withdrawn at this very instant', { supersededAt: NOW }, false],
    ['to be withdrawn later', { supersededAt: AFTER }, true],
    ['not recorded yet', { recordedAt: AFTER }, false],
  ])('that is %s counts: %o', (_how, overrides, valid) => {
    expect(isConsentValid(aConsent(overrides), NOW)).toBe(valid);
  });

  it('lets the choice for this referral go before the general one', () => {
    const consents = [aConsent(), aConsent({ referralId: 'r-1', given: false })];

    expect(consentState(consents, 'share_with_provider', 'r-1', NOW)).toBe('refused');
    expect(consentState(consents, 'share_with_provider', 'r-2', NOW)).toBe('valid');
    expect(consentState(consents, 'share_with_provider', null, NOW)).toBe('valid');
  });

  it('takes no silence, no other kind and no other referral for a yes', () => {
    const consents = [aConsent({ kind: 'contact_by_text', referralId: 'r-1' })];

    expect(hasConsent([], 'contact_by_text', null, NOW)).toBe(false);
    expect(consentState(consents, 'contact_by_email', 'r-1', NOW)).toBe('not_asked');
    expect(consentState(consents, 'contact_by_text', 'r-2', NOW)).toBe('not_asked');
    expect(hasConsent(consents, 'contact_by_text', 'r-1', NOW)).toBe(true);
  });

  it('follows a change of mind from the instant it was recorded', () => {
    const consents = [aConsent({ supersededAt: NOW }), aConsent({ given: false, recordedAt: NOW })];

    expect(consentState(consents, 'share_with_provider', null, new Date(NOW.getTime() - 1))).toBe(
      'valid',
    );
    expect(consentState(consents, 'share_with_provider', null, NOW)).toBe('refused');
  });

  it('tells an expired yes from a no', () => {
    expect(consentState([aConsent({ expiresAt: BEFORE })], 'share_with_provider', null, NOW)).toBe(
      'expired',
    );
  });
});
