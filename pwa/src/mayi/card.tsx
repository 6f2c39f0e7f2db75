// What boas of a domain may do, on a card for the pocket (A6) or the briefing.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Link } from 'wouter'

import { useLaw } from '../ask/law'
import { Section } from '../parts/section'
import { Ghosts, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { useSpeech } from '../words'
import { Certainty, Mark } from './parts'
import type { Card } from './types'

export function CardPage({ domain }: { domain: string }) {
  const { words, language } = useSpeech()
  const { data, error, refetch } = useLaw<Card>('act_card', { domain, language })
  useTitle(data?.title ?? words.mayi.card)
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Ghosts heights={[3, 20]} />
  return (
    <div className="stack stack--wide mayi mayi__card">
      <p className="back no-print"><Link href="/mag-ik">{words.mayi.title}</Link></p>
      <Heading level={1}>{data.title}</Heading>
      <Certainty line={data.certainty} doubts={data.doubts} />
      <div className="no-print"><Button purpose="secondary" onClick={() => window.print()}>{words.mayi.print}</Button></div>
      <ul className="lines">
        {data.lines.map((line) => (
          <li key={line.id} className="mayi__power">
            <span className="row row--spread"><span className="strong">{line.about}</span><Mark answer={line.answer} /></span>
            {line.open.length > 0 && <span className="small">{words.mayi.must}: {line.open.map(({ text }) => text).join('; ')}</span>}
            {line.instead !== undefined && <span className="small">{words.mayi.instead}: {line.instead}</span>}
            <span className="source">{line.articles.join(' · ')}</span>
          </li>
        ))}
      </ul>
      <Section title={words.mayi.onCard}><ul className="stack stack--tight">{data.taken.map((one) => <li key={one}>{one}</li>)}</ul></Section>
    </div>
  )
}
