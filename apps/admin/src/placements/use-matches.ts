import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { bodyOf, type Matches } from '#contract/client.js';
import { useApi } from '../api.js';

export interface MatchFilters {
  /** Need codes; undefined means the needs the person was referred for. */
  readonly needs?: readonly string[] | undefined;
  /** Days of the week, Monday is 1. */
  readonly days?: readonly number[] | undefined;
  readonly withinMiles?: number | undefined;
  readonly freePlacesOnly?: boolean | undefined;
  readonly stepFree?: boolean | undefined;
}

export const matchesKey = (referralId: string) => ['matches', referralId];

/** Sessions in the order in which they fit this person, each with why and why not. */
export function useMatches(referralId: string, filters: MatchFilters) {
  const api = useApi();
  return useQuery({
    queryKey: [...matchesKey(referralId), filters],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { needs, days, ...rest } = filters;
      const query = {
        ...rest,
        ...(needs ? { needs: [...needs] } : {}),
        ...(days ? { days: [...days] } : {}),
      };
      const params = { path: { id: referralId }, query };
      return bodyOf<Matches>(await api.GET('/referrals/{id}/matches', { params }));
    },
  });
}
