// The outbox on the screen. The app asks again whenever it changes.
import { useQuery } from '@tanstack/react-query'

import { isLocked, lockKind } from './lock'
import { entries } from './queue'
import { room } from './room'

export function useEntries(owner: string | null) {
  return useQuery({ queryKey: ['outbox', 'entries', owner], enabled: owner !== null, staleTime: 0, queryFn: () => entries(owner ?? '') })
}

/** Whether the outbox is locked, and with what. */
export function useLock() {
  return useQuery({ queryKey: ['outbox', 'lock'], staleTime: 0, queryFn: async () => ({ locked: await isLocked(), kind: await lockKind() }) })
}

export function useRoom() {
  return useQuery({ queryKey: ['outbox', 'room'], staleTime: 0, queryFn: room })
}
