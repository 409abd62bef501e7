import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import {
  bodyOf,
  type ReferralDetail,
  type TimelineEvent,
  type TimelinePage,
} from '#contract/client.js';
import { useApi } from '../../api.js';

export const referralKey = (id: string) => ['referral', id];

/** One referral, as much of it as this person may see. */
export function useReferral(id: string): UseQueryResult<ReferralDetail> {
  const api = useApi();
  return useQuery({
    queryKey: referralKey(id),
    queryFn: async () =>
      bodyOf<ReferralDetail>(await api.GET('/referrals/{id}', { params: { path: { id } } })),
  });
}

export interface History {
  readonly events: readonly TimelineEvent[];
  readonly hasEarlier: boolean;
  readonly isLoadingEarlier: boolean;
  readonly couldNotLoad: boolean;
  readonly showEarlier: () => void;
}

/** What has happened: the newest come with the referral, earlier ones when asked for. */
export function useHistory(referral: ReferralDetail): History {
  const api = useApi();
  const [wantsEarlier, setWantsEarlier] = useState(false);
  const { id, timelineCursor } = referral;
  const earlier = useInfiniteQuery({
    queryKey: [...referralKey(id), 'earlier', timelineCursor],
    enabled: wantsEarlier && timelineCursor !== null,
    initialPageParam: timelineCursor ?? '',
    queryFn: async ({ pageParam: cursor }) => {
      const params = { path: { id }, query: { cursor } };
      return bodyOf<TimelinePage>(await api.GET('/referrals/{id}/timeline', { params }));
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const pages = earlier.data?.pages ?? [];
  return {
    events: [...referral.timeline, ...pages.flatMap((page) => page.items)],
    hasEarlier: pages.length === 0 ? timelineCursor !== null : earlier.hasNextPage,
    isLoadingEarlier: earlier.isFetching,
    couldNotLoad: earlier.isError,
    showEarlier: () => {
      if (wantsEarlier) void earlier.fetchNextPage();
      else setWantsEarlier(true);
    },
  };
}
