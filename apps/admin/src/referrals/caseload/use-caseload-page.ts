import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { bodyOf, type CaseloadPage as Page, type CaseloadRow } from '#contract/client.js';
import { useApi, useSession } from '../../api.js';
import { type PagedList, usePagedList } from '../../ui/lists/use-paged-list.js';
import { statusWords } from '../../words/catalogue.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import { useTeam } from '../team/use-team.js';
import { type CaseloadSearch, DUE_WORDS, without } from './caseload-search.js';
import { setSearchTerm, useSearchTerm } from './search-term.js';

export interface Chip {
  readonly text: string;
  readonly remove: () => void;
}

export interface CaseloadPage {
  readonly title: string;
  readonly search: CaseloadSearch;
  readonly term: string;
  readonly list: PagedList<CaseloadRow, Page>;
  readonly chips: readonly Chip[];
  /** Ticks that are changed and not applied yet; people forget to press Apply. */
  readonly hasUnapplied: boolean;
  readonly markUnapplied: () => void;
  readonly apply: (filters: Pick<CaseloadSearch, 'status' | 'need'>, term: string) => void;
  readonly clear: () => void;
}

const filled = <T>(values: T[]): T[] | undefined => (values.length ? values : undefined);

function useCaseload(search: CaseloadSearch, term: string): PagedList<CaseloadRow, Page> {
  const api = useApi();
  const { status, need, due, worker: linkWorkerId } = search;
  const filters = { status, need, due, linkWorkerId };
  return usePagedList(['referrals', 'caseload', filters, term], async (cursor) => {
    const query = { ...filters, cursor };
    if (term === '') {
      return bodyOf<Page>(await api.GET('/referrals/caseload', { params: { query } }));
    }
    return bodyOf<Page>(
      await api.POST('/referrals/caseload/search', { body: { ...query, q: term } }),
    );
  });
}

/** A caseload with its filters in the address, and the search term beside them in memory. */
export function useCaseloadPage(): CaseloadPage {
  const search = useSearch({ from: '/signed-in/caseload' });
  const navigate = useNavigate({ from: '/caseload' });
  const term = useSearchTerm();
  const lists = useCodeLists();
  const [hasUnapplied, setUnapplied] = useState(false);
  const go = (patch: Partial<CaseloadSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...patch }) });
  return {
    title: useTitle(search.worker),
    search,
    term,
    list: useCaseload(search, term),
    chips: [
      ...(term ? [{ text: `“${term}”`, remove: () => setSearchTerm('') }] : []),
      ...(search.due
        ? [{ text: DUE_WORDS[search.due], remove: () => go({ due: undefined }) }]
        : []),
      ...(search.status ?? []).map((code) => ({
        text: statusWords(code).text,
        remove: () => go({ status: without(search.status, code) }),
      })),
      ...(search.need ?? []).map((code) => ({
        text: lists.titleOf('needs', code),
        remove: () => go({ need: without(search.need, code) }),
      })),
    ],
    hasUnapplied,
    markUnapplied: () => setUnapplied(true),
    apply: ({ status = [], need = [] }, typed) => {
      setSearchTerm(typed);
      setUnapplied(false);
      go({ status: filled(status), need: filled(need) });
    },
    clear: () => {
      setSearchTerm('');
      setUnapplied(false);
      go({ status: undefined, need: undefined, due: undefined });
    },
  };
}

function useTitle(workerId: string | undefined): string {
  const isLead = useSession().membership.role === 'team_lead';
  const team = useTeam(isLead && workerId !== undefined);
  if (!isLead) return 'My caseload';
  const name = team.data?.find(({ linkWorkerId }) => linkWorkerId === workerId)?.name;
  return name ? `${name}’s caseload` : 'Caseload';
}
