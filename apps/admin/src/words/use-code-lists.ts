import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { bodyOf, type CodeLists as Lists } from '#contract/client.js';
import { useApi } from '../api.js';
import { humanise } from './text.js';

/** Lists that a service may edit: their words come from the API, with the codes. */
const LISTS = [
  'needs',
  'contact_modes',
  'contact_outcomes',
  'next_steps',
  'access_needs',
  'access_features',
  'closure_reasons',
  'rejection_reasons',
  'withdrawal_reasons',
  'cancellation_reasons',
  'genders',
  'ethnic_categories',
  'preferred_contact_methods',
  'written_formats',
  'languages',
  'nhs_number_absent_reasons',
  'consent_kinds',
  'decline_reasons',
  'hold_reasons',
] as const;
export type ListName = (typeof LISTS)[number];

export interface CodeChoice {
  readonly value: string;
  readonly label: string;
}

export interface CodeLists {
  readonly choicesOf: (list: ListName) => CodeChoice[];
  /** The words of a code; a code that is not in its list any more is shown readable. */
  readonly titleOf: (list: string, code: string) => string;
}

export function useCodeLists(): CodeLists {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['code-lists'],
    staleTime: Infinity,
    queryFn: async () => {
      const params = { query: { ids: [...LISTS] } };
      return bodyOf<Lists>(await api.GET('/code-lists', { params })).lists;
    },
  });
  const choicesOf = useCallback(
    (list: ListName) =>
      (data?.find(({ id }) => id === list)?.values ?? []).map(({ code, label }) => ({
        value: code,
        label,
      })),
    [data],
  );
  const titleOf = useCallback(
    (list: string, code: string) =>
      data?.find(({ id }) => id === list)?.values.find((value) => value.code === code)?.label ??
      humanise(code),
    [data],
  );
  return { choicesOf, titleOf };
}
