import { useState } from 'react';
import {
  bodyOf,
  type NewReferral,
  type NewReferralPage,
  type TeamMember,
} from '#contract/client.js';
import { useApi } from '../../api.js';
import { type PagedList, usePagedList } from '../../ui/lists/use-paged-list.js';
import { shareBySuggestion, shareWith } from './allocation.js';
import { type AllocationPlan, useAllocationPlan } from './use-allocation-plan.js';
import { useTeam } from './use-team.js';

export interface NewReferralsPage {
  readonly list: PagedList<NewReferral, NewReferralPage>;
  readonly team: readonly TeamMember[];
  readonly ticked: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly toggleAll: () => void;
  readonly workerId: string;
  readonly chooseWorker: (id: string) => void;
  readonly allocation: AllocationPlan;
  readonly planForWorker: () => void;
  readonly planBySuggestion: () => void;
}

function useTicks(rows: readonly NewReferral[]) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  return {
    ticked,
    chosen: rows.filter(({ id }) => ticked.has(id)),
    untickAll: () => setTicked(new Set()),
    toggle: (id: string) =>
      setTicked((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    toggleAll: () =>
      setTicked(ticked.size === rows.length ? new Set() : new Set(rows.map(({ id }) => id))),
  };
}

/** New referrals: tick, choose who, confirm; or take the suggestions. */
export function useNewReferralsPage(): NewReferralsPage {
  const api = useApi();
  const list = usePagedList(['referrals', 'new'], async (cursor) => {
    const params = { query: cursor === undefined ? {} : { cursor } };
    return bodyOf<NewReferralPage>(await api.GET('/referrals/new', { params }));
  });
  const team = useTeam().data ?? [];
  const { chosen, untickAll, ...ticks } = useTicks(list.items);
  const [workerId, chooseWorker] = useState('');
  const allocation = useAllocationPlan(untickAll);
  return {
    list,
    team,
    ...ticks,
    workerId,
    chooseWorker,
    allocation,
    planForWorker: () => {
      const name = team.find(({ linkWorkerId }) => linkWorkerId === workerId)?.name;
      if (chosen.length > 0 && !name) allocation.propose([], 'Select a link worker');
      else allocation.propose(shareWith(workerId, name ?? '', chosen), 'Tick at least 1 referral');
    },
    planBySuggestion: () =>
      allocation.propose(
        shareBySuggestion(chosen.length > 0 ? chosen : list.items),
        'None of these has a suggestion. Choose a link worker',
      ),
  };
}
