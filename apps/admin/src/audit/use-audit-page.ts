import { useState } from 'react';
import {
  type AuditLine,
  type AuditPage as Lines,
  type AuditSearch,
  bodyOf,
  type ListView,
} from '#contract/client.js';
import { useApi } from '../api.js';
import { type AnswerForm, useAnswerForm } from '../ui/forms/use-answer-form.js';
import {
  AUDIT_FIELDS,
  AUDIT_POINTERS,
  type AuditAnswers,
  auditSearchOf,
  checkAudit,
  EMPTY_AUDIT,
} from './audit-answers.js';

export interface AuditResult {
  readonly search: AuditSearch;
  readonly lines: readonly AuditLine[];
  readonly nextCursor: string | null;
  readonly listViews: readonly ListView[] | undefined;
}

export interface AuditPage {
  readonly answers: AnswerForm<AuditAnswers>;
  readonly result: AuditResult | undefined;
  readonly more: () => void;
  readonly isLoadingMore: boolean;
  readonly couldNotLoadMore: boolean;
}

/** Who looked at what. What is searched for travels in the body, and is itself audited. */
export function useAuditPage(): AuditPage {
  const api = useApi();
  const [result, setResult] = useState<AuditResult>();
  const [moreState, setMoreState] = useState<'idle' | 'loading' | 'failed'>('idle');

  const readLines = async (search: AuditSearch) =>
    bodyOf<Lines>(await api.POST('/audit/search', { body: search }));

  const answers = useAnswerForm<AuditAnswers>({
    defaultValues: EMPTY_AUDIT,
    fields: AUDIT_FIELDS,
    pointers: AUDIT_POINTERS,
    check: checkAudit,
    notSent: 'The search did not finish.',
    send: async (values) => {
      const search = auditSearchOf(values);
      const { nhsNumber, reference, from, to } = search;
      const [page, views] = await Promise.all([
        readLines(search),
        values.withLists
          ? api.POST('/audit/list-views', { body: { nhsNumber, reference, from, to } })
          : undefined,
      ]);
      setResult({
        search,
        lines: page.items,
        nextCursor: page.nextCursor,
        listViews: views && bodyOf<{ items: ListView[] }>(views).items,
      });
    },
  });

  const loadMore = async (before: AuditResult) => {
    setMoreState('loading');
    try {
      const cursor = before.nextCursor ?? undefined;
      const { items, nextCursor } = await readLines({ ...before.search, cursor });
      setResult({ ...before, lines: [...before.lines, ...items], nextCursor });
      setMoreState('idle');
    } catch {
      setMoreState('failed');
    }
  };
  return {
    answers,
    result,
    more: () => {
      if (result) void loadMore(result);
    },
    isLoadingMore: moreState === 'loading',
    couldNotLoadMore: moreState === 'failed',
  };
}
