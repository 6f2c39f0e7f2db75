// Where something comes from, in one grey line; old is marked.
import { Link } from 'wouter'

import type { SourceItem } from '../api/answers'
import { useSourceTitle } from '../ask/queries'
import { day } from '../format'
import { useSpeech } from '../words'

export function SourceLine({ source, linked = false }: { source: SourceItem; linked?: boolean }) {
  const { words, language } = useSpeech()
  const name = useSourceTitle(source.dataset)
  const text = words.source.line(name, day(source.date, new Date(), language), source.licence)
  return (
    <p className="source">
      {linked ? <Link href={`/bronnen/${encodeURIComponent(source.dataset)}`}>{text}</Link> : text}
      {source.old && <> <span className="tag tag--care">{words.source.old}</span></>}
    </p>
  )
}
