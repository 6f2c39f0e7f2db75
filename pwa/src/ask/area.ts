// The page of an area.
import { useQuery } from '@tanstack/react-query'

import type { AreaPage } from '../api/answers'
import { tell, type Told } from './desk'
import { get } from './http'

export function useArea(code: string) {
  return useQuery<Told<AreaPage>>({
    queryKey: ['area', code],
    queryFn: ({ signal }) => tell<AreaPage>({ call: 'area', question: { code }, about: { code }, first: 'network', network: () => get(`/v1/gebieden/${encodeURIComponent(code)}`, signal) }),
  })
}
