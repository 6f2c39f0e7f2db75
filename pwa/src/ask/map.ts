// The question "what does a map of this box show".
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import type { MapItems, MapLayer } from '../api/answers'
import { tell } from './desk'
import { post } from './http'

export type Box = [number, number, number, number]

export interface MapQuestion {
  box: Box
  layers?: MapLayer[]
  at?: string
  from?: { lat: number; lon: number }
  limit?: number
}

export function useMap(question: MapQuestion | null) {
  return useQuery({
    queryKey: ['map', question],
    enabled: question !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      if (question === null) throw new Error('no box')
      const [west, south, east, north] = question.box
      return tell<MapItems>({
        call: 'map',
        question,
        about: { lat: (south + north) / 2, lon: (west + east) / 2 },
        // where someone looks says where someone is: the device answers when it can
        first: 'phone',
        network: () => post('/v1/kaart/_zoek', question, signal),
      })
    },
  })
}
