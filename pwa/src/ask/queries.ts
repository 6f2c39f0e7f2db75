// What every screen may need: the snapshot in service and the titles of its sources.
import { useQuery } from '@tanstack/react-query'

import type { Overview, SourceList } from '../api/answers'
import { tell } from './desk'
import { get } from './http'

/** How long what the server says of itself is good, in milliseconds. */
const GOOD_MS = 5 * 60_000

export function useMoment() {
  return useQuery({
    queryKey: ['moment'],
    staleTime: GOOD_MS,
    queryFn: ({ signal }) => tell<Overview>({ call: 'moment', question: {}, about: null, first: 'network', network: () => get('/v1/momentopname', signal) }),
  })
}

export function useSources() {
  return useQuery({
    queryKey: ['sources'],
    staleTime: GOOD_MS,
    queryFn: ({ signal }) => tell<SourceList>({ call: 'sources', question: {}, about: null, first: 'network', network: () => get('/v1/bronnen', signal) }),
  })
}

/** The title of a dataset; its id until that is known. */
export function useSourceTitle(dataset: string): string {
  return useSources().data?.answer.sources.find((source) => source.id === dataset)?.title ?? dataset
}
