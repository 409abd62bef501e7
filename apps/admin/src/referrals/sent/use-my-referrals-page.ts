import { bodyOf, type SentReferral } from '#contract/client.js';
import { useApi } from '../../api.js';
import { type PagedList, usePagedList } from '../../ui/use-paged-list.js';

interface SentPage {
  items: SentReferral[];
  nextCursor: string | null;
}

/** The practice's own referrals, those with something new first. */
export function useMyReferralsPage(): PagedList<SentReferral, SentPage> {
  const api = useApi();
  return usePagedList(['referrals', 'sent'], async (cursor) => {
    const params = { query: cursor === undefined ? {} : { cursor } };
    return bodyOf<SentPage>(await api.GET('/referrals/sent', { params }));
  });
}
