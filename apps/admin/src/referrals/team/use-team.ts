import { useQuery } from '@tanstack/react-query';
import { bodyOf, type TeamMember } from '#contract/client.js';
import { useApi } from '../../api.js';

/** The link workers of the team with what each has on. */
export function useTeam(isWanted = true) {
  const api = useApi();
  return useQuery({
    queryKey: ['team'],
    enabled: isWanted,
    queryFn: async () => bodyOf<{ items: TeamMember[] }>(await api.GET('/team')).items,
  });
}
