// What was done, said for a moment, with a way to take it back.
import { Button } from '@nl-design-system-candidate/button-react'
import { useEffect, useSyncExternalStore } from 'react'

import { useWords } from '../words'

interface Told { text: string; undo?: () => void; ms?: number }

/** How long something is said, in milliseconds. */
const SHOWN_MS = 6_000

let now: Told | null = null
const listeners = new Set<() => void>()
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tell(told: Told | null): void {
  now = told
  listeners.forEach((listener) => listener())
}

export function Told() {
  const words = useWords()
  const told = useSyncExternalStore(listen, () => now)
  useEffect(() => {
    if (told === null) return
    const timer = setTimeout(() => tell(null), told.ms ?? SHOWN_MS)
    return () => clearTimeout(timer)
  }, [told])
  return (
    <div className="told" role="status">
      {told !== null && (
        <div className="toast">
          <span>{told.text}</span>
          {told.undo && <Button purpose="secondary" onClick={() => { told.undo?.(); tell(null) }}>{words.app.undo}</Button>}
        </div>
      )}
    </div>
  )
}
