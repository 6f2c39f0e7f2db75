// The answer to "what is here", in the order of an officer's questions.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useDeferredValue } from 'react'
import { Link } from 'wouter'

import type { Answer } from '../api/answers'
import type { Told } from '../ask/desk'
import { Icon } from '../parts/icon'
import { Fold, Section } from '../parts/section'
import { State } from '../parts/state'
import { Dutch, useWords } from '../words'
import { Changed } from './changed'
import { Details } from './details'
import { Figures } from './figurelist'
import { MomentChoice } from './moment'
import type { useHereState } from './page'
import { PlaceHead } from './placehead'
import { Plays } from './plays'
import { RuleCard } from './rulecard'
import { groups } from './rules'
import { useSpot } from './spot'
import { Who } from './whocard'
import { useMoment } from '../ask/queries'

interface Props {
  told: Told<Answer>
  fresh: boolean
  state: ReturnType<typeof useHereState>
  choosing: boolean
  setChoosing: (choosing: boolean) => void
}

export function HereAnswer({ told, fresh, state, choosing, setChoosing }: Props) {
  const { answer } = told
  const { spot, forget } = useSpot()
  const open = (what: string) => state.change('toon', what)
  const other = () => {
    forget()
    state.change('gebied', null)
  }
  return (
    <div className="here">
      {spot?.kind === 'mine' && state.at === null && <Changed answer={answer} fresh={fresh} />}
      <PlaceHead told={told} at={state.at} openMoment={() => setChoosing(!choosing)} choosing={choosing} other={other} />
      {choosing && <MomentChoice at={state.at} choose={(at) => state.change('moment', at)} close={() => setChoosing(false)} />}
      {answer.areas.length === 0 ? <Outside other={other} /> : <Answered answer={answer} at={state.at} open={open} />}
      <Details answer={answer} now={state.at === null} open={state.open} close={() => state.change('toon', null, true)} />
    </div>
  )
}

function Answered({ answer, at, open }: { answer: Answer; at: string | null; open: (what: string) => void }) {
  const words = useWords()
  const { spot } = useSpot()
  // what holds is on the screen before the rest is drawn
  const rest = useDeferredValue(true, false)
  const smallest = answer.areas.findLast((area) => area.level === 'buurt') ?? answer.areas.at(-1)
  const figuresOf = answer.areas.find((area) => area.code === answer.figures[0]?.code) ?? smallest
  return (
    <div className="here__grid">
      <Rules answer={answer} now={at === null} open={open} />
      {rest && <Who who={answer.who} standingAt={spot?.kind === 'mine' ? answer.place : ''} />}
      {rest && <Plays answer={answer} open={open} />}
      {rest && <Figures figures={answer.figures} name={figuresOf?.name ?? ''} />}
      {rest && <Gaps answer={answer} />}
      {rest && <Link className="call call--filled observe" href="/signalen/nieuw"><Icon name="plus" />{words.app.observe}</Link>}
      {rest && smallest && <p><Link className="call" href={`/gebied/${encodeURIComponent(smallest.code)}`}><Icon name="area" />{words.here.toArea(smallest.name)}</Link></p>}
    </div>
  )
}

function Rules({ answer, now, open }: { answer: Answer; now: boolean; open: (what: string) => void }) {
  const words = useWords()
  const { holds, later, near, somewhere } = groups(answer.rules)
  const cards = (rules: Answer['rules']) => rules.map((rule) => <RuleCard key={`${rule.source.dataset} ${rule.id}`} rule={rule} at={answer.question.at} now={now} open={() => open(`regel:${rule.id}`)} />)
  return (
    <Section title={now ? words.here.holds : words.here.holdsThen}>
      {holds.length === 0 && <Paragraph>{words.here.holdsNone}</Paragraph>}
      <div className="stack">{cards(holds)}</div>
      {later.length > 0 && <><p className="small quiet">{words.here.later}</p><div className="stack">{cards(later)}</div></>}
      {near.length > 0 && <Fold title={words.here.near(near.length)}>{cards(near)}</Fold>}
      {somewhere.length > 0 && <Fold title={words.here.somewhere(somewhere.length)}><p className="small quiet">{words.here.somewhereText}</p>{cards(somewhere)}</Fold>}
    </Section>
  )
}

function Gaps({ answer }: { answer: Answer }) {
  const words = useWords()
  return (
    <Section title={words.here.gaps}>
      {answer.gaps.length === 0 ? <Paragraph>{words.here.gapsNone}</Paragraph> : (
        <ul className="lines">
          {answer.gaps.map((gap) => <li key={gap.what}><span><Dutch>{gap.what}</Dutch></span>{gap.would_tell !== '' && <span className="small quiet">{words.here.wouldTell(gap.would_tell)}</span>}</li>)}
        </ul>
      )}
    </Section>
  )
}

function Outside({ other }: { other: () => void }) {
  const words = useWords()
  const gemeenten = useMoment().data?.answer.gemeenten ?? []
  const names = gemeenten.slice(0, 5).map((gemeente) => gemeente.name).join(', ')
  return (
    <State icon="pin" title={words.here.outside} text={names === '' ? words.here.outsideAbroad : `${words.here.outsideText(names)} ${words.here.outsideAbroad}`}>
      <Button purpose="primary" onClick={other}>{words.here.other}</Button>
    </State>
  )
}
