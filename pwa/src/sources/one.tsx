// One source: what it tells, from whom, how old, and everything that was wrong with it, in plain words.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { Link } from 'wouter'

import type { SourceCard } from '../api/answers'
import { useSources } from '../ask/queries'
import { day, number } from '../format'
import { Icon } from '../parts/icon'
import { Section } from '../parts/section'
import { Ghosts, State, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { Dutch, useSpeech } from '../words'

export default function SourcePage({ id }: { id: string }) {
  const { words } = useSpeech()
  const query = useSources()
  const source = query.data?.answer.sources.find((one) => one.id === id)
  useTitle(source?.title ?? words.source.title)
  if (query.isError) return <Trouble error={query.error} again={() => void query.refetch()} />
  if (query.isPending) return <Ghosts heights={[3, 8, 8]} />
  if (!source) return <State icon="none" title={words.source.none}><Link className="call" href="/bronnen">{words.source.title}</Link></State>
  return <One source={source} />
}

function One({ source }: { source: SourceCard }) {
  const { words, language } = useSpeech()
  const facts: [string, string][] = [
    [words.source.from, source.publisher],
    [words.source.licence, source.licence],
    [words.source.age, day(source.retrieved, new Date(), language)],
    [words.source.cadence, source.age_says],
    [words.source.rows, number(source.rows, 0, language)],
    [words.source.covers, source.covers_says],
  ]
  return (
    <article className="stack stack--wide">
      <div className="stack stack--tight">
        <p className="back"><Link href="/bronnen">{words.source.title}</Link></p>
        <div className="row row--spread"><Heading level={1}><Dutch>{source.title}</Dutch></Heading>{source.old && <span className="tag tag--care">{words.source.old}</span>}</div>
        <Paragraph><Dutch>{source.tells}</Dutch></Paragraph>
      </div>
      <dl className="facts">{facts.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd><Dutch>{value}</Dutch></dd></div>)}</dl>
      {source.homepage !== '' && <p><a href={source.homepage} rel="noreferrer">{words.source.open}</a></p>}
      <Section title={words.source.findings}>
        <Paragraph><Dutch>{source.findings_says}</Dutch></Paragraph>
        {source.findings.length > 0 && (
          <ul className="lines">
            {source.findings.map((finding) => (
              <li key={finding.kind}>
                <span className="sign-line"><Icon name="warning" className="sign--care" /><span className="strong"><Dutch>{finding.says}</Dutch></span></span>
                {finding.examples.length > 0 && <div className="small quiet">{words.source.example}<ul className="dots">{finding.examples.map((example) => <li key={example}><Dutch>{example}</Dutch></li>)}</ul></div>}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </article>
  )
}
