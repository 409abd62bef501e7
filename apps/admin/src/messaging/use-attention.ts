import { useMutation } from '@tanstack/react-query';
import { type AttentionItem, type AttentionPage, bodyOf } from '#contract/client.js';
import { useRuntime } from '../api.js';
import { announceHere } from '../ui/flash.js';
import { type PagedList, usePagedList } from '../ui/lists/use-paged-list.js';

export interface Attention {
  readonly list: PagedList<AttentionItem, AttentionPage>;
  readonly dealtWith: (item: AttentionItem) => void;
  readonly isSaving: boolean;
  readonly hasFailed: boolean;
}

/** Messages that did not reach somebody, until a person says that they have dealt with each. */
export function useAttention(): Attention {
  const { api, queries } = useRuntime();
  const list = usePagedList(['attention'], async (cursor) => {
    const params = { query: cursor === undefined ? {} : { cursor } };
    return bodyOf<AttentionPage>(await api.GET('/messages/attention', { params }));
  });
  const handling = useMutation({
    mutationFn: async (item: AttentionItem) => {
      const params = { path: { id: item.id } };
      return bodyOf(await api.POST('/messages/{id}/handled', { params }));
    },
    onSuccess: async (_, item) => {
      await queries.invalidateQueries({ queryKey: ['attention'] });
      announceHere(`Message to ${item.patientName} dealt with`);
    },
  });
  return {
    list,
    dealtWith: (item) => {
      if (!handling.isPending) handling.mutate(item);
    },
    isSaving: handling.isPending,
    hasFailed: handling.isError,
  };
}
