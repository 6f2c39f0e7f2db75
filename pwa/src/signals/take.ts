// Taking a step: it goes into the outbox, waits a few seconds in which it can be taken back, and then goes.
import { useCallback } from 'react'

import { commandId } from '../outbox/ids'
import { put, takeBack, UNDO_MS } from '../outbox/queue'
import { isFull } from '../outbox/room'
import { tell } from '../parts/told'
import type { StepCommand } from './types'
import { useSays } from './words'

export function useTakeStep(owner: string): (signal: { id: string; versie: number }, stap: string, more?: Record<string, unknown>) => Promise<void> {
  const says = useSays()
  return useCallback(async (signal, stap, more = {}) => {
    const id = commandId()
    const command: StepCommand = { id, versie: signal.versie, stap, ...more }
    try {
      await put({ id, kind: 'stap', about: signal.id, owner, command, holdMs: UNDO_MS })
    } catch (error) {
      tell({ text: isFull(error) ? says.record.full : says.record.failed })
      return
    }
    tell({ text: says.done[stap] ?? stap, ms: UNDO_MS, undo: () => void takeBack(id).then((done) => { if (!done) tell({ text: says.tooLate }) }) })
  }, [owner, says])
}
