// A figure on the map.
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import type { Choropleth, Level } from '../api/answers'
import { tell } from './desk'
import { get } from './http'

export interface FigureQuestion { measure: string; level: Level; within: string | null; period: string | null }

export function useChoropleth(question: FigureQuestion | null) {
  return useQuery({
    queryKey: ['choropleth', question],
    enabled: question !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      if (question === null) throw new Error('no figure')
      const { measure, level, within, period } = question
      const params = new URLSearchParams({ niveau: level })
      if (within !== null) params.set('binnen', within)
      if (period !== null) params.set('periode', period)
      return tell<Choropleth>({
        call: 'choropleth',
        question: { id: measure, niveau: level, ...(within === null ? {} : { binnen: within }), ...(period === null ? {} : { periode: period }) },
        about: within === null ? null : { code: within },
        first: 'network',
        network: () => get(`/v1/cijfers/${encodeURIComponent(measure)}?${params.toString()}`, signal),
      })
    },
  })
}
