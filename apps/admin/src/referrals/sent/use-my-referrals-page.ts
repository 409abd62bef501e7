import { bodyOf, type SentReferral, type SentReferralPage } from '#contract/client.js';
import { useApi } from '../../api.js';
import { type PagedList, usePagedList } from '../../ui/lists/use-paged-list.js';

/** The practice's own referrals, those with something new first. */
export function useMyReferralsPage(): PagedList<SentReferral, SentReferralPage> {
  const api = useApi();
  return usePagedList(['referrals', 'sent'], async (cursor) => {
    const params = { query: cursor === undefined ? {} : { cursor } };
    return bodyOf<SentReferralPage>(await api.GET('/referrals/sent', { params }));
  });
}
