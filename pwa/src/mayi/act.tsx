// Wat mag ik hier?: search in own words or choose a subject, then the answer for a domain and what makes a difference.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useDeferredValue, useId, useState, type ReactNode } from 'react'
import { Link, useLocation, useSearch } from 'wouter'

import { useLaw } from '../ask/law'
import { Icon } from '../parts/icon'
import { Fold, Section } from '../parts/section'
import { Ghosts, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { useSpeech } from '../words'
import { Certainty, Items, Rules, Verdict } from './parts'
import type { Found, Item, ToldPower } from './types'

/** Most signs that are searched for. */
const TYPED_MAX = 200

export function ActPage() {
  const { words, language } = useSpeech()
  useTitle(words.mayi.act)
  const [, go] = useLocation()
  const state = new URLSearchParams(useSearch())
  const [topic, domain] = [state.get('over'), state.get('domein')]
  const more = (state.get('ook') ?? '').split('~').filter((code) => code !== '')
  const to = (next: { topic: string | null; domain: string | null; more: string[] }) => {
    const params = [['over', next.topic], ['domein', next.domain], ['ook', next.more.length > 0 ? next.more.join('~') : null]]
    go(`/mag-ik/doen?${params.filter(([, value]) => value !== null).map(([name, value]) => `${name ?? ''}=${value ?? ''}`).join('&')}`)
  }
  const all = useLaw<Found>('act_find', { language })
  if (!all.data) return all.error ? <Trouble error={all.error} again={() => void all.refetch()} /> : <Ghosts heights={[2, 6, 12]} />
  const rest = (
    <>
      <Domains domains={all.data.domains} chosen={domain} choose={(chosen) => to({ topic, domain: chosen, more: [] })} />
      <Finder open={topic === null} choose={(chosen) => { window.scrollTo(0, 0); to({ topic: chosen, domain, more: [] }) }} />
    </>
  )
  return (
    <div className="stack stack--wide mayi">
      <p className="back"><Link href="/mag-ik">{words.mayi.title}</Link></p>
      {topic === null ? <Heading level={1}>{words.mayi.act}</Heading> : null}
      {topic !== null && domain === null && <Heading level={1}>{words.mayi.pick}</Heading>}
      {topic !== null && domain !== null
        ? <Answer topic={topic} domain={domain} more={more} set={(codes) => to({ topic, domain, more: codes })}>{rest}</Answer>
        : rest}
    </div>
  )
}

function Domains({ domains, chosen, choose }: { domains: Item[]; chosen: string | null; choose: (domain: string) => void }) {
  const { words } = useSpeech()
  return (
    <Section title={words.mayi.domain}>
      <ul className="chips">
        {domains.map(({ code, text }) => <li key={code}><button type="button" className="chip" aria-pressed={chosen === code} onClick={() => choose(code)}>{text}</button></li>)}
      </ul>
      {chosen !== null && <p><Link className="call" href={`/mag-ik/kaart/${chosen}`}>{words.mayi.toCard}</Link></p>}
    </Section>
  )
}

function Finder({ open, choose }: { open: boolean; choose: (topic: string) => void }) {
  const { words, language } = useSpeech()
  const id = useId()
  const [typed, setTyped] = useState('')
  const text = useDeferredValue(typed.trim())
  const { data, error, refetch } = useLaw<Found>('act_find', { ...(text === '' ? {} : { text }), language })
  return (
    <Section title={open || text !== '' ? (text === '' ? words.mayi.foundAll : words.mayi.found) : words.mayi.foundAll}>
      <div className="field">
        <label htmlFor={id}>{words.mayi.search}</label>
        <input id={id} className="utrecht-textbox" type="search" maxLength={TYPED_MAX} autoComplete="off" enterKeyHint="search" aria-describedby={`${id}-help`} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <p id={`${id}-help`} className="small quiet">{words.mayi.searchHelp}</p>
      </div>
      {error && !data ? <Trouble error={error} again={() => void refetch()} /> : null}
      <p role="status" className="small">{data?.topics.length === 0 ? words.mayi.foundNone : ''}</p>
      <ul className="lines">
        {data?.topics.map((topic) => (
          <li key={topic.id} className="line--open"><button type="button" className="line row row--spread" onClick={() => choose(topic.id)}><span>{topic.title}</span><Icon name="right" /></button></li>
        ))}
      </ul>
    </Section>
  )
}

/** The answer, and what stands below it: nothing of that before the answer is there, so that nothing jumps. */
function Answer({ topic, domain, more, set, children }: { topic: string; domain: string; more: string[]; set: (codes: string[]) => void; children: ReactNode }) {
  const { words, language } = useSpeech()
  const { data, error, refetch } = useLaw<ToldPower>('act_tell', { topic, domain, language, ...(more.length > 0 ? { more } : {}) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Ghosts heights={[4, 6]} />
  const added = data.taken.filter(({ code }) => more.includes(code))
  return (
    <div className="stack stack--wide">
      <Verdict answer={data.answer} title={data.title} about={data.about} />
      {data.open.length > 0 && <Section title={words.mayi.must}><Items items={data.open} sign="right" /></Section>}
      {data.instead !== undefined && <Section title={words.mayi.instead}><p className="strong">{data.instead}</p></Section>}
      {data.duties.length > 0 && <Section title={words.mayi.duties}><Items items={data.duties} sign="check" /></Section>}
      <Rules articles={data.articles} texts={data.texts} title={words.mayi.rule} />
      <Certainty line={data.certainty} doubts={data.doubts} />
      {(data.differs.length > 0 || added.length > 0) && (
        <Fold title={words.mayi.differs} open={added.length > 0}>
          <p className="small quiet">{words.mayi.differsHelp}</p>
          <ul className="chips">
            {added.map(({ code, text }) => <li key={code}><button type="button" className="chip" aria-pressed onClick={() => set(more.filter((one) => one !== code))}>{text}</button></li>)}
            {data.differs.map(({ code, text }) => <li key={code}><button type="button" className="chip" aria-pressed={false} onClick={() => set([...more, code])}>{text}</button></li>)}
          </ul>
        </Fold>
      )}
      <Fold title={words.mayi.taken}><Items items={data.taken} sign="check" /></Fold>
      {children}
    </div>
  )
}
