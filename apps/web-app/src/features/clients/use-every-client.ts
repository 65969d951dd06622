/** All clients of the office, page after page, for choosing among them. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { clientsQuery, rowsOf } from '../../api/queries.ts';

/** Those that came so far, and by and by the rest. */
export function useEveryClient() {
  const query = useInfiniteQuery(clientsQuery(''));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return rowsOf(query.data);
}
