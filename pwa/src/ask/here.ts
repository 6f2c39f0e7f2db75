// The question "what is here".
import { useQuery } from '@tanstack/react-query'

import type { Answer } from '../api/answers'
import type { Spot } from '../here/spot'
import type { KeptPack } from '../packs/store'
import { tell, type Told } from './desk'
import { post } from './http'

/** A spot or an area. */
export type Where = { spot: Spot } | { area: string }

/** How often an answer about now is asked again, in milliseconds: rules begin and end. */
const AGAIN_MS = 60_000

const aboutItsOwn = (answer: Answer, pack: KeptPack) => answer.areas.some((area) => area.code === pack.gemeente)

export function askHere(where: Where, at: string | null, signal?: AbortSignal): Promise<Told<Answer>> {
  const place = 'spot' in where ? { lat: where.spot.lat, lon: where.spot.lon } : { area: where.area }
  const question = at === null ? place : { ...place, at }
  return tell<Answer>({
    call: 'here',
    question,
    about: 'spot' in where ? where.spot : { code: where.area },
    first: 'phone',
    belongs: aboutItsOwn,
    network: () => post<Answer>('/v1/hier/_zoek', question, signal),
  })
}

export function useHere(where: Where | null, at: string | null) {
  const key = where === null ? null : 'spot' in where ? [where.spot.lat, where.spot.lon] : where.area
  return useQuery<Told<Answer>>({
    queryKey: ['here', key, at],
    enabled: where !== null,
    // while someone walks the last answer stays until the next one is there
    placeholderData: (last: Told<Answer> | undefined) => (where !== null && 'spot' in where && where.spot.kind === 'mine' ? last : undefined),
    refetchInterval: at === null ? AGAIN_MS : false,
    queryFn: ({ signal }) => {
      if (where === null) throw new Error('no spot')
      return askHere(where, at, signal)
    },
  })
}
