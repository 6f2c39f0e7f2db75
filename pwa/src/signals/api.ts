// Questions about signals. What the server answered is kept for one shift, so that it can be read without network.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

import { get, Refused, Unreachable } from '../ask/http'
import { ask } from '../ask/write'
import { keepAnswer, keptAnswer } from '../outbox/answers'
import { onOutboxChange } from '../outbox/database'
import type { ListName, Near, Partner, Place, Preview, SignalDetail, SignalList, StandardAnswer, Theme } from './types'

/** Signals on one page of a list. */
export const PAGE = 50
/** How far round a spot earlier reports are looked for, in metres. */
export const NEAR_M = 30
const GOOD_MS = 10_000
/** How often a list is asked again, in milliseconds: answers come in. */
const AGAIN_MS = 60_000

/** An answer, and since when the device has it when the server did not give it now. */
export interface Kept<T> { answer: T; since: number | null }

async function kept<T>(owner: string, key: string, network: () => Promise<T>): Promise<Kept<T>> {
  try {
    const answer = await network()
    await keepAnswer(owner, key, answer).catch(() => undefined)
    return { answer, since: null }
  } catch (error) {
    const away = error instanceof Unreachable || (error instanceof Refused && error.status >= 500)
    const before = away ? await keptAnswer(owner, key).catch(() => null) : null
    if (before === null) throw error
    return { answer: before.answer as T, since: before.at }
  }
}

export function useList(owner: string, list: ListName, from: number, enabled = true) {
  return useQuery({
    queryKey: ['signals', owner, 'list', list, from],
    enabled,
    staleTime: GOOD_MS,
    refetchInterval: AGAIN_MS,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) => kept(owner, `list ${list} ${from}`, () => get<SignalList>(`/v1/signalen?lijst=${list}&vanaf=${from}&aantal=${PAGE}`, signal)),
  })
}

/** The same list as a walk from a spot, which travels in a body. */
export function useWalk(owner: string, list: ListName, from: { lat: number; lon: number } | null) {
  return useQuery({
    queryKey: ['signals', owner, 'walk', list, from],
    enabled: from !== null,
    staleTime: GOOD_MS,
    queryFn: ({ signal }) => ask<SignalList>('/v1/signalen/_zoek', { lijst: list, van: from, aantal: PAGE }, signal),
  })
}

export function useSignal(owner: string, id: string) {
  return useQuery({
    queryKey: ['signals', owner, 'one', id],
    staleTime: GOOD_MS,
    refetchInterval: AGAIN_MS,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) => kept(owner, `signal ${id}`, () => get<SignalDetail>(`/v1/signalen/${encodeURIComponent(id)}`, signal)),
  })
}

/** Earlier signals near a spot. */
export function useNear(owner: string, place: Place | null, theme: string | null) {
  return useQuery({
    queryKey: ['signals', owner, 'near', place === null ? null : [place.lat, place.lon], theme],
    enabled: place !== null && theme !== null,
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) => ask<{ signalen: Near[] }>('/v1/signalen/_nabij', { lat: place?.lat, lon: place?.lon, thema: theme, straal: NEAR_M }, signal),
  })
}

export function useThemes(owner: string) {
  return useQuery({ queryKey: ['signals', owner, 'themes'], staleTime: Infinity, queryFn: ({ signal }) => kept(owner, 'themes', () => get<{ themas: Theme[] }>('/v1/themas', signal)) })
}

export function useStandardAnswers(owner: string) {
  return useQuery({ queryKey: ['signals', owner, 'standard'], staleTime: Infinity, queryFn: ({ signal }) => kept(owner, 'standard', () => get<{ antwoorden: StandardAnswer[] }>('/v1/standaardantwoorden', signal)) })
}

export function usePartners(owner: string) {
  return useQuery({ queryKey: ['signals', owner, 'partners'], staleTime: AGAIN_MS, queryFn: ({ signal }) => kept(owner, 'partners', () => get<{ partners: Partner[] }>('/v1/partners', signal)) })
}

export interface PreviewQuestion { aan: string; doel: string; vorm?: string; feiten?: string[] }

/** What a receiver would see. It is asked each time, since the answer is about now. */
export function usePreview(owner: string, id: string, question: PreviewQuestion | null) {
  return useQuery({
    queryKey: ['signals', owner, 'preview', id, question],
    enabled: question !== null,
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => ask<Preview>(`/v1/signalen/${encodeURIComponent(id)}/voorbeelden`, question, signal),
  })
}

/** Has lists and signals asked again when something went out. */
export function useSignalNews(): void {
  const client = useQueryClient()
  useEffect(() => onOutboxChange(() => void client.invalidateQueries({ queryKey: ['signals'], predicate: ({ queryKey }) => queryKey[2] === 'list' || queryKey[2] === 'one' || queryKey[2] === 'walk' })), [client])
}
