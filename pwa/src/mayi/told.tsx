// The answer on sharing: one sentence, the rule, what has to be arranged, what they see, other ways, a text to copy.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useEffect, useRef, useState } from 'react'

import { useLaw } from '../ask/law'
import { Icon } from '../parts/icon'
import { Fold, Section } from '../parts/section'
import { Ghosts, Trouble } from '../parts/state'
import { Dutch, useSpeech } from '../words'
import { Certainty, Items, Rules, Verdict } from './parts'
import type { Seen, Told, Way } from './types'

export function ShareAnswer({ question }: { question: object }) {
  const { words, language } = useSpeech()
  const [way, setWay] = useState<Way | null>(null)
  const [suppose, setSuppose] = useState<string[]>([])
  const asked = { question: way?.question ?? question, ...(suppose.length > 0 ? { suppose } : {}), language }
  const { data, error, refetch } = useLaw<Told>('share_tell', asked)
  const top = useRef<HTMLDivElement>(null)
  const answer = data?.title
  useEffect(() => {
    if (answer !== undefined) top.current?.focus({ preventScroll: true })
  }, [answer])
  if (!data) return error ? <Trouble error={error} again={() => void refetch()} /> : <Ghosts heights={[4, 6, 6]} />
  const choose = (chosen: Way | null) => {
    setWay(chosen)
    setSuppose([])
    window.scrollTo(0, 0)
  }
  const toggle = (code: string) => setSuppose((was) => (was.includes(code) ? was.filter((one) => one !== code) : [...was, code]))
  return (
    <div className="stack stack--wide">
      {way && <p className="row"><span>{words.mayi.other}</span><button type="button" className="call" onClick={() => choose(null)}>{words.mayi.own}</button></p>}
      <div ref={top} tabIndex={-1} className="mayi__ask">
        <Verdict answer={data.answer} title={data.title} about={`${data.to} · ${data.purpose}`} />
      </div>
      {(data.open.length > 0 || data.supposed.length > 0) && (
        <Section title={words.mayi.first}>
          <fieldset className="mayi__many">
            <legend className="small quiet">{words.mayi.suppose}</legend>
            {[...data.supposed, ...data.open].map(({ code, text }) => (
              <label key={code} className="mayi__tick"><input type="checkbox" checked={suppose.includes(code)} onChange={() => toggle(code)} />{text}</label>
            ))}
          </fieldset>
        </Section>
      )}
      {data.ways.length > 0 && <Ways ways={data.ways} choose={choose} />}
      {data.answer !== 'no' && data.answer !== 'unknown' && <Preview told={data} />}
      <Rules articles={data.articles} texts={data.texts} title={data.answer === 'no' ? words.mayi.why : words.mayi.rule} />
      {data.duties.length > 0 && data.answer !== 'no' && <Section title={words.mayi.duties}><Items items={data.duties} sign="check" /></Section>}
      {data.decider !== undefined && <p><span className="strong">{words.mayi.decides}:</span> {data.decider}</p>}
      <Certainty line={data.certainty} doubts={data.doubts} />
      {data.copy !== undefined && <Copy text={data.copy} />}
    </div>
  )
}

function Ways({ ways, choose }: { ways: Way[]; choose: (way: Way) => void }) {
  const { words } = useSpeech()
  return (
    <Section title={words.mayi.ways}>
      <ol className="stack mayi__ways">
        {ways.map((way) => (
          <li key={way.title} className="card">
            <div className="with-call">
              <span className="card__title">{way.title}</span>
              <button type="button" className="call" onClick={() => choose(way)}>{words.mayi.choose}<span className="unseen">: {way.title}</span></button>
            </div>
            {way.first.length > 0 && <><span className="small quiet">{words.mayi.needs}</span><Items items={way.first} sign="right" /></>}
            <span className="source">{way.articles.join(' · ')}</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Preview({ told }: { told: Told }) {
  const { words } = useSpeech()
  const parts: [string, Seen[]][] = [[words.mayi.go, told.go], [words.mayi.coarser, told.coarser], [words.mayi.never, told.never]]
  return (
    <Section title={words.mayi.seen}>
      <div className="card">
        {told.go.length + told.coarser.length === 0 && <p>{words.mayi.seenNothing}</p>}
        {parts.filter(([, fields]) => fields.length > 0).map(([title, fields]) => (
          <div key={title} className="stack stack--tight">
            <Heading level={3}>{title}</Heading>
            <ul className="mayi__fields">
              {fields.map(({ code, text, how }) => (
                <li key={code} className="row"><Icon name={title === words.mayi.never ? 'close' : 'check'} /><span>{text}{how === undefined ? '' : <>: <span className="quiet">{how}</span></>}</span></li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  )
}

function Copy({ text }: { text: string }) {
  const { words } = useSpeech()
  const [says, setSays] = useState('')
  const copy = () => {
    navigator.clipboard.writeText(text).then(() => setSays(words.mayi.copied), () => setSays(words.mayi.copyFailed))
  }
  return (
    <div className="stack no-print">
      <Fold title={words.mayi.text}><pre className="mayi__text"><Dutch>{text}</Dutch></pre></Fold>
      <div className="row"><Button purpose="primary" onClick={copy}>{words.mayi.copy}</Button><span role="status">{says}</span></div>
    </div>
  )
}
