// A long page is drawn part after part, so that what stands first can be read and scrolled at once.
import { startTransition, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Longest wait of a part for a quiet moment, in milliseconds. */
const QUIET_MS_MAX = 100

/** Calls back when the browser has nothing else to do; gives what takes that back. */
function whenQuiet(work: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const asked = requestIdleCallback(work, { timeout: QUIET_MS_MAX })
    return () => cancelIdleCallback(asked)
  }
  // Safari
  const asked = setTimeout(work, 0)
  return () => clearTimeout(asked)
}

/** How many parts of a page may be drawn: `first` at once, one more in every quiet moment, and all of them before printing. */
export function useGradual(first: number, all: number): number {
  const [drawn, setDrawn] = useState(first)
  useEffect(() => drawn < all ? whenQuiet(() => startTransition(() => setDrawn(drawn + 1))) : undefined, [drawn, all])
  useEffect(() => {
    const paper = () => flushSync(() => setDrawn(all))
    addEventListener('beforeprint', paper)
    return () => removeEventListener('beforeprint', paper)
  }, [all])
  return Math.min(drawn, all)
}
