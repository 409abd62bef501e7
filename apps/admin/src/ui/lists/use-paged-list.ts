import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

export interface PagedList<T, P> {
  readonly items: readonly T[];
  /** The first page, for what belongs to the whole list, such as counts. */
  readonly first: P | undefined;
  readonly query: { data: unknown; error: unknown; refetch: () => unknown };
  /** The rows are those of the filters before, until the new ones are there. */
  readonly isStale: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly more: () => void;
}

/** A list that grows page by page, by the cursor of the API. */
export function usePagedList<P extends Page>(
  queryKey: QueryKey,
  fetchPage: (cursor: string | undefined) => Promise<P>,
): PagedList<P['items'][number], P> {
  const query = useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    first: query.data?.pages[0],
    query,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
  };
}
