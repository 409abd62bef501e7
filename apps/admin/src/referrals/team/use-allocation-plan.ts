import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf, ProblemError } from '#contract/client.js';
import { useRuntime } from '../../api.js';
import { announceHere } from '../../ui/flash.js';
import { count, listOf } from '../../words/text.js';
import type { Share } from './allocation.js';

export interface PlannedShare extends Share {
  /** The same for every try of this share, so that a second try cannot allocate twice. */
  readonly key: string;
}

export interface AllocationPlan {
  readonly error: string | undefined;
  /** What waits for Confirm. */
  readonly plan: readonly PlannedShare[] | undefined;
  readonly propose: (shares: readonly Share[], missing: string) => void;
  readonly putBack: () => void;
  /** Set once the API said that the link worker is at their limit. */
  readonly overrideReason: string | undefined;
  readonly setOverrideReason: (reason: string) => void;
  readonly confirm: () => void;
  readonly isAllocating: boolean;
}

interface Allocating {
  readonly shares: readonly PlannedShare[];
  readonly overrideReason: string;
}

const isOverLimit = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'referral/caseload-full';

function failureWords(error: unknown): string {
  if (!(error instanceof ProblemError)) {
    return 'The referrals were not allocated. Check your connection and try again.';
  }
  if (error.problem.status === 412) {
    return 'Some of these referrals changed since you opened the list. We have loaded it again: check it, then allocate.';
  }
  return error.problem.detail ?? error.problem.title;
}

const wordsOfShares = (shares: readonly Share[]): string =>
  listOf(shares.map(({ name, referrals }) => `${count(referrals.length, 'referral')} to ${name}`));

function useAllocation(onDone: () => void, onRefused: (error: unknown) => void) {
  const { api, queries } = useRuntime();
  return useMutation({
    mutationFn: async ({ shares, overrideReason }: Allocating) => {
      for (const { key, linkWorkerId, referrals } of shares) {
        const params = { header: { 'Idempotency-Key': key } };
        const chosen = referrals.map(({ id, version }) => ({ id, version }));
        const reason = overrideReason.trim() || null;
        const body = { linkWorkerId, referrals: chosen, overrideReason: reason };
        bodyOf(await api.POST('/referrals/allocations', { params, body }));
      }
      return shares;
    },
    onSuccess: (shares) => {
      onDone();
      announceHere(`Allocated ${wordsOfShares(shares)}`);
    },
    onError: onRefused,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['referrals'] }),
        queries.invalidateQueries({ queryKey: ['team'] }),
      ]),
  });
}

/** Who gets what, said before it is done; somebody at their limit needs a reason as well. */
export function useAllocationPlan(onDone: () => void): AllocationPlan {
  const [error, setError] = useState<string>();
  const [plan, setPlan] = useState<readonly PlannedShare[]>();
  const [overrideReason, setOverrideReason] = useState<string>();
  const start = (shares: readonly PlannedShare[] | undefined, problem: string | undefined) => {
    setPlan(shares);
    setError(problem);
    setOverrideReason(undefined);
  };
  const allocation = useAllocation(
    () => {
      start(undefined, undefined);
      onDone();
    },
    (refusal) => {
      setError(failureWords(refusal));
      if (isOverLimit(refusal)) setOverrideReason((before) => before ?? '');
      else setPlan(undefined);
    },
  );
  return {
    error,
    plan,
    propose: (shares, missing) => {
      if (shares.length === 0) start(undefined, missing);
      else
        start(
          shares.map((share) => ({ ...share, key: crypto.randomUUID() })),
          undefined,
        );
    },
    putBack: () => start(undefined, undefined),
    overrideReason,
    setOverrideReason,
    confirm: () => {
      if (!plan || allocation.isPending) return;
      allocation.mutate({ shares: plan, overrideReason: overrideReason ?? '' });
    },
    isAllocating: allocation.isPending,
  };
}
