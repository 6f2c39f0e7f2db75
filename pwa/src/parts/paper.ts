// Whether the page is being printed: what folds away on a screen stands open on paper.
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True from just before printing until just after it; whoever prints gets what this opens. */
export function usePaper(): boolean {
  const [paper, setPaper] = useState(false)
  useEffect(() => {
    const begin = () => flushSync(() => setPaper(true))
    const end = () => setPaper(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return paper
}
