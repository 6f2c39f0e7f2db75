// Addresses, streets, postal codes and areas while someone types.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import type { Found, Suggestions } from '../api/answers'
import { tell } from './desk'
import { usablePacks } from './engine'
import { post } from './http'

/** How long typing must rest before a question goes out, in milliseconds. */
const REST_MS = 180
/** Most results in the list. */
const RESULTS_MAX = 8
/** Fewest letters worth a question. */
const LETTERS_MIN = 2

export async function searchAddresses(text: string, signal?: AbortSignal): Promise<Found[]> {
  const question = { text, limit: RESULTS_MAX }
  const ask = { call: 'search' as const, question, about: null, network: () => post<Suggestions>('/v1/adressen/_zoek', question, signal) }
  const first = await tell<Suggestions>({ ...ask, first: (await usablePacks()).length > 0 ? 'phone' : 'network', belongs: (answer) => !navigator.onLine || answer.results.length > 0 })
  return first.answer.results
}

export function useAddresses(text: string) {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS)
    return () => clearTimeout(timer)
  }, [text])
  const asked = rested.trim()
  return useQuery<Found[]>({
    queryKey: ['addresses', asked],
    enabled: asked.length >= LETTERS_MIN,
    // an address that someone looked for is not kept longer than the screen needs it
    gcTime: 0,
    placeholderData: (last: Found[] | undefined) => (asked.length >= LETTERS_MIN ? last : undefined),
    queryFn: ({ signal }) => searchAddresses(asked, signal),
  })
}
