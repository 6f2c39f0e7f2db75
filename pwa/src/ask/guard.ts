// The guard of free text, on the device: what is typed is looked at and goes nowhere.
import { useEffect, useState } from 'react'

import { Line } from './line'

/** Something of a person in a text; places in UTF-16 units, as JavaScript counts. */
export interface Found { kind: string; start: number; end: number }

export interface GuardAsked { id: number; text: string }

/** Longest wait for the guard, its download included, in milliseconds. */
const WAIT_MS_MAX = 20_000
/** Whether this build has the guard; a build without wasm32 has not. */
const HAS_GUARD = Object.keys(import.meta.glob('../phone/generated/schouw_guard.js')).length > 0
const line = new Line(() => new Worker(new URL('./guard.worker.ts', import.meta.url), { type: 'module' }), WAIT_MS_MAX)

/** How long typing must rest, in milliseconds. */
const REST_MS = 250

export async function askGuard(text: string): Promise<Found[]> {
  return (await line.ask<{ findings: Found[] }>({ text } satisfies Omit<GuardAsked, 'id'>)).findings
}

/** What the guard finds in a text; null when this build has no engine. */
export function useGuard(text: string): Found[] | null {
  const [found, setFound] = useState<{ text: string; findings: Found[] }>({ text: '', findings: [] })
  useEffect(() => {
    if (!HAS_GUARD) return
    let here = true
    const timer = setTimeout(() => {
      if (text.trim() === '') setFound({ text, findings: [] })
      else askGuard(text).then((findings) => { if (here) setFound({ text, findings }) }, () => undefined)
    }, REST_MS)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [text])
  if (!HAS_GUARD) return null
  // places are of the text that was looked at: a text that changed meanwhile has none until it was looked at again
  return found.text === text ? found.findings : []
}
