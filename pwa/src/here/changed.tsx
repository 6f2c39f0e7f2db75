// For someone who walks: another buurt or another rule is shown at the top for some seconds, and said once.
import { useEffect, useRef, useState } from 'react'

import type { Answer } from '../api/answers'
import { useWords } from '../words'
import { change } from './rules'

/** How long a change stays in sight, in milliseconds. */
const SHOWN_MS = 9_000

/** Shows what changed against the last answer; one that still stands in for the next is not compared. */
export function Changed({ answer, fresh }: { answer: Answer; fresh: boolean }) {
  const words = useWords()
  const before = useRef<Answer | null>(null)
  const [says, setSays] = useState('')
  useEffect(() => {
    if (!fresh) return
    const was = before.current
    before.current = answer
    const changed = was === null ? null : change(was, answer)
    if (changed === null) return
    const lines = [
      ...(changed.entered === null ? [] : [words.here.entered(changed.entered)]),
      ...changed.starts.map(words.here.ruleStarts),
      ...changed.ends.map(words.here.ruleEnds),
    ]
    setSays(lines.join(' '))
  }, [answer, fresh, words])
  useEffect(() => {
    if (says === '') return
    const timer = setTimeout(() => setSays(''), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [says])
  return <div role="status">{says !== '' && <div className="changed">{says}</div>}</div>
}
