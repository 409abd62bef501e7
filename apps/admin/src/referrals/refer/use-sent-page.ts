import { useQueryClient } from '@tanstack/react-query';
import { createdKey, type SentReferralNote } from './use-refer-page.js';

/** What the API answered when the referral was sent; in memory only, so gone after a reload. */
export function useSentPage(id: string): SentReferralNote | undefined {
  return useQueryClient().getQueryData<SentReferralNote>(createdKey(id));
}
