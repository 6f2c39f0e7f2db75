// The guard of free text, on the device: what is typed is looked at and goes nowhere.
import { useEffect, useState } from 'react'

import { askEngine, HAS_ENGINE } from './engine'

/** Something of a person in a text; places in UTF-16 units, as JavaScript counts. */
export interface Found { kind: string; start: number; end: number }

/** How long typing must rest, in milliseconds. */
const REST_MS = 250

export async function askGuard(text: string): Promise<Found[]> {
  return (await askEngine<{ findings: Found[] }>('', 'guard', { text })).findings
}

/** What the guard finds in a text; null when this build has no engine. */
export function useGuard(text: string): Found[] | null {
  const [found, setFound] = useState<{ text: string; findings: Found[] }>({ text: '', findings: [] })
  useEffect(() => {
    if (!HAS_ENGINE) return
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
  if (!HAS_ENGINE) return null
  // places are of the text that was looked at: a text that changed meanwhile has none until it was looked at again
  return found.text === text ? found.findings : []
}
