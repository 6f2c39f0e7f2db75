// Bronnen: what, from whom, how old, what was wrong with it.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useDeferredValue, useId, useState } from 'react'
import { Link } from 'wouter'

import { useSources } from '../ask/queries'
import { number } from '../format'
import { Freshness } from '../parts/freshness'
import { Ghosts, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { Dutch, useSpeech } from '../words'

export default function SourcesPage() {
  const { words, language } = useSpeech()
  useTitle(words.source.title)
  const id = useId()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim().toLowerCase())
  const query = useSources()
  const found = query.data?.answer.sources.filter((source) => `${source.title} ${source.publisher} ${source.tells} ${source.id}`.toLowerCase().includes(wanted)) ?? []
  return (
    <div className="stack stack--wide">
      <div className="stack stack--tight">
        <Heading level={1}>{words.source.title}</Heading>
        <Paragraph>{words.source.lead}</Paragraph>
        {query.data && <Freshness told={query.data} />}
      </div>
      <div className="field">
        <label htmlFor={id}>{words.source.filter}</label>
        <input id={id} className="utrecht-textbox" type="search" value={text} onChange={(event) => setText(event.target.value)} />
        <p className="small quiet" role="status">{query.data ? (found.length === 0 ? words.source.none : words.source.count(found.length)) : ''}</p>
      </div>
      {query.isError ? <Trouble error={query.error} again={() => void query.refetch()} /> : query.isPending ? <Ghosts heights={[7, 7, 7, 7]} /> : (
        <ul className="cards">
          {found.map((source) => (
            <li key={source.id}>
              <Link className="card" href={`/bronnen/${encodeURIComponent(source.id)}`}>
                <span className="row row--spread"><span className="card__title"><Dutch>{source.title}</Dutch></span>{source.old && <span className="tag tag--care">{words.source.old}</span>}</span>
                <span className="small"><Dutch>{source.publisher}</Dutch> · {source.licence}</span>
                <span className="small quiet"><Dutch>{source.age_says}</Dutch></span>
                <span className="small quiet">{words.source.rowsOf(number(source.rows, 0, language))} · <Dutch>{source.findings_says}</Dutch></span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
