import type { NewReferral } from '#contract/client.js';

/** Referrals that go to one link worker together. */
export interface Share {
  readonly linkWorkerId: string;
  readonly name: string;
  readonly referrals: readonly NewReferral[];
}

/** Everything to one link worker. */
export const shareWith = (
  linkWorkerId: string,
  name: string,
  referrals: readonly NewReferral[],
): Share[] => (referrals.length > 0 ? [{ linkWorkerId, name, referrals }] : []);

/** Each referral to the link worker suggested for it; one without a suggestion is left out. */
export function shareBySuggestion(referrals: readonly NewReferral[]): Share[] {
  const shares = new Map<string, Share>();
  for (const referral of referrals) {
    if (!referral.suggestion) continue;
    const { linkWorkerId, name } = referral.suggestion;
    const before = shares.get(linkWorkerId)?.referrals ?? [];
    shares.set(linkWorkerId, { linkWorkerId, name, referrals: [...before, referral] });
  }
  return [...shares.values()];
}
