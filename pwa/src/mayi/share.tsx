// Mag ik dit delen?: one question a screen, then the answer. Which question comes next is for the rules.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'

import { useLaw } from '../ask/law'
import { Icon } from '../parts/icon'
import { Ghosts, Trouble } from '../parts/state'
import { Fold } from '../parts/section'
import { useTitle } from '../parts/title'
import { useSpeech } from '../words'
import { only, read, written } from './address'
import { ShareAnswer } from './told'
import type { Answers, Next, Standing } from './types'

export function SharePage() {
  const { words, language } = useSpeech()
  useTitle(words.mayi.share)
  const [, go] = useLocation()
  const given = read(new URLSearchParams(useSearch()).get('zei'))
  const { data, error, refetch } = useLaw<Standing>('share_talk', { answers: given, language })
  const to = (answers: Answers) => go(`/mag-ik/delen?zei=${written(answers)}`)
  if (!data) return error ? <Trouble error={error} again={() => void refetch()} /> : <Ghosts heights={[2, 3, 3, 3, 3]} />
  const answers: Answers = data.answers
  // back to a question: what was said before it stays
  const back = (id: string) => {
    const ids = data.said.map((one) => one.id)
    to(only(answers, ids.slice(0, ids.indexOf(id))))
  }
  const before = data.said.at(-1)?.id
  return (
    <div className="stack stack--wide mayi">
      <p><Link href="/mag-ik">{words.mayi.title}</Link></p>
      {data.next
        ? <Question key={data.next.id} next={data.next} number={data.said.length + 1} back={before === undefined ? null : () => back(before)} choose={(codes) => to({ ...answers, [data.next?.id ?? '']: codes })} />
        : data.question && <ShareAnswer key={JSON.stringify(data.question)} question={data.question} />}
      {data.said.length > 0 && (
        <Fold title={words.mayi.said}>
          <ul className="lines">
            {data.said.map(({ id, title, answer }) => (
              <li key={id} className="mayi__said">
                <span><span className="small quiet">{title}</span><br />{answer}</span>
                <button type="button" className="call" onClick={() => back(id)}>{words.mayi.change}<span className="unseen">: {title}</span></button>
              </li>
            ))}
          </ul>
          <Link className="call" href="/mag-ik/delen">{words.mayi.anew}</Link>
        </Fold>
      )}
    </div>
  )
}

function Question({ next, number, back, choose }: { next: Next; number: number; back: (() => void) | null; choose: (codes: string[]) => void }) {
  const { words } = useSpeech()
  const [chosen, setChosen] = useState<string[]>([])
  const title = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // whoever listens hears the new question
    if (number > 1) title.current?.focus({ preventScroll: true })
  }, [number])
  const toggle = (code: string) => setChosen((was) => (was.includes(code) ? was.filter((one) => one !== code) : [...was, code]))
  return (
    <section className="stack" aria-labelledby="vraag">
      <div ref={title} tabIndex={-1} className="stack stack--tight mayi__ask">
        <span className="small quiet">{words.mayi.question(number)}</span>
        <Heading level={1} id="vraag">{next.title}</Heading>
        {next.help !== undefined && <p className="quiet">{next.help}</p>}
      </div>
      {next.many ? (
        <fieldset className="mayi__many">
          <legend className="unseen">{next.title}</legend>
          {next.options.map(({ id, title: says }) => (
            <label key={id} className="mayi__tick"><input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />{says}</label>
          ))}
          <div className="mayi__on">
            <Button purpose="primary" disabled={chosen.length === 0 && !next.none} onClick={() => choose(chosen)}>{chosen.length === 0 && next.none ? words.mayi.none : words.mayi.next}</Button>
          </div>
        </fieldset>
      ) : (
        <ul className="stack">
          {next.options.map(({ id, title: says }) => <li key={id}><button type="button" className="card mayi__choice" onClick={() => choose([id])}><span>{says}</span><Icon name="right" /></button></li>)}
        </ul>
      )}
      {back !== null && <p><button type="button" className="call" onClick={back}>{words.mayi.back}</button></p>}
    </section>
  )
}
