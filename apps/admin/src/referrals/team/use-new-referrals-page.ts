import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import {
  bodyOf,
  type NewReferral,
  type NewReferralPage,
  ProblemError,
  type TeamMember,
} from '#contract/client.js';
import { useRuntime } from '../../api.js';
import { announceHere } from '../../ui/flash.js';
import { type PagedList, usePagedList } from '../../ui/use-paged-list.js';
import { count, listOf } from '../../words/text.js';
import { type Share, shareBySuggestion, shareWith } from './allocation.js';
import { useTeam } from './use-team.js';

interface PlannedShare extends Share {
  /** The same for every try of this share, so that a second try cannot allocate twice. */
  readonly key: string;
}

export interface NewReferralsPage {
  readonly list: PagedList<NewReferral, NewReferralPage>;
  readonly team: readonly TeamMember[];
  readonly ticked: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly toggleAll: () => void;
  readonly workerId: string;
  readonly chooseWorker: (id: string) => void;
  readonly error: string | undefined;
  readonly plan: readonly PlannedShare[] | undefined;
  readonly planForWorker: () => void;
  readonly planBySuggestion: () => void;
  readonly putBack: () => void;
  readonly confirm: () => void;
  readonly isAllocating: boolean;
}

function failureWords(error: unknown): string {
  if (!(error instanceof ProblemError)) {
    return 'The referrals were not allocated. Check your connection and try again.';
  }
  if (error.problem.status === 412 || error.problem.status === 409) {
    return 'Some of these referrals changed since you opened the list. We have loaded it again: check it, then allocate.';
  }
  return error.problem.detail ?? error.problem.title;
}

const wordsOfShares = (shares: readonly Share[]): string =>
  listOf(shares.map(({ name, referrals }) => `${count(referrals.length, 'referral')} to ${name}`));

function useAllocation(onDone: (error?: string) => void) {
  const { api, queries } = useRuntime();
  return useMutation({
    mutationFn: async (shares: readonly PlannedShare[]) => {
      for (const { key, linkWorkerId, referrals } of shares) {
        const params = { header: { 'Idempotency-Key': key } };
        const chosen = referrals.map(({ id, version }) => ({ id, version }));
        const body = { linkWorkerId, referrals: chosen };
        bodyOf(await api.POST('/referrals/allocations', { params, body }));
      }
      return shares;
    },
    onSuccess: (shares) => {
      onDone();
      announceHere(`Allocated ${wordsOfShares(shares)}`);
    },
    onError: (error) => onDone(failureWords(error)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['referrals'] }),
        queries.invalidateQueries({ queryKey: ['team'] }),
      ]),
  });
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

const planOf = (shares: readonly Share[]): PlannedShare[] =>
  shares.map((share) => ({ ...share, key: crypto.randomUUID() }));

/** New referrals: tick, choose who, confirm; or take the suggestions. */
export function useNewReferralsPage(): NewReferralsPage {
  const { api } = useRuntime();
  const list = usePagedList(['referrals', 'new'], async (cursor) => {
    const params = { query: cursor === undefined ? {} : { cursor } };
    return bodyOf<NewReferralPage>(await api.GET('/referrals/new', { params }));
  });
  const team = useTeam();
  const { chosen, untickAll, ...ticks } = useTicks(list.items);
  const [workerId, setWorkerId] = useState('');
  const [error, setError] = useState<string>();
  const [plan, setPlan] = useState<readonly PlannedShare[]>();

  const allocation = useAllocation((problem) => {
    setPlan(undefined);
    setError(problem);
    if (!problem) untickAll();
  });
  const propose = (shares: readonly Share[], missing: string) => {
    setError(shares.length === 0 ? missing : undefined);
    setPlan(shares.length === 0 ? undefined : planOf(shares));
  };
  return {
    list,
    team: team.data ?? [],
    ...ticks,
    workerId,
    chooseWorker: setWorkerId,
    error,
    plan,
    planForWorker: () => {
      const name = team.data?.find(({ linkWorkerId }) => linkWorkerId === workerId)?.name;
      if (chosen.length > 0 && !name) return propose([], 'Select a link worker');
      return propose(shareWith(workerId, name ?? '', chosen), 'Tick at least 1 referral');
    },
    planBySuggestion: () =>
      propose(
        shareBySuggestion(chosen.length > 0 ? chosen : list.items),
        'None of these has a suggestion. Choose a link worker',
      ),
    putBack: () => setPlan(undefined),
    confirm: () => {
      if (plan && !allocation.isPending) allocation.mutate(plan);
    },
    isAllocating: allocation.isPending,
  };
}
