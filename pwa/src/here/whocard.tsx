// Who acts and who to call.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'

import type { CallItem, WhoItem } from '../api/answers'
import { hours } from '../format'
import { Icon } from '../parts/icon'
import { Fold, Section } from '../parts/section'
import { SourceLine } from '../parts/source'
import { Dutch, useSpeech } from '../words'
import { agreements, desks, dial } from './contacts'
import { party } from './rulecard'

/** Desks that are shown at once; the others fold away. */
const DESKS_SHOWN = 4

export function Call({ phone, name, filled = false }: { phone: string; name: string; filled?: boolean }) {
  const { words } = useSpeech()
  return (
    <a className={`call ${filled ? 'call--filled' : ''}`} href={dial(phone)} aria-label={words.here.callName(name)}>
      <Icon name="phone" />{words.here.call}
    </a>
  )
}

/** A desk or team: role, hours, how sure that is, and its line. */
function DeskRow({ who, full = false }: { who: WhoItem; full?: boolean }) {
  const { words, language } = useSpeech()
  const name = who.name === '' ? party(who.party, words) : who.name
  const under = [who.role === who.kind ? '' : who.role, hours(who.hours, words, language)].filter((text) => text !== '')
  return (
    <li>
      <div className="with-call">
        <div className="stack stack--tight">
          <span className="strong"><Dutch>{name}</Dutch></span>
          {under.length > 0 && <span className="small"><Dutch>{under.join(' · ')}</Dutch></span>}
          {who.says !== '' && <span className="small quiet"><Dutch>{who.says}</Dutch></span>}
        </div>
        {who.phone !== '' && <Call phone={who.phone} name={name} />}
      </div>
      {full && who.how_to_ask !== '' && <p className="small"><Dutch>{who.how_to_ask}</Dutch></p>}
      {full && who.email !== '' && <p className="small"><a href={`mailto:${who.email}`}>{who.email}</a></p>}
      {full && <SourceLine source={who.source} />}
    </li>
  )
}

/** One party of a rule, with the line that the answer gives for it. */
export function CallRow({ call: { party: of, line } }: { call: CallItem }) {
  const { words, language } = useSpeech()
  const name = party(of, words)
  const says = line == null ? [] : [line.name.toLowerCase() === name.toLowerCase() ? '' : line.name, hours(line.hours, words, language)].filter((text) => text !== '')
  return (
    <li>
      <div className="with-call">
        <div className="stack stack--tight">
          <span className="strong">{name.charAt(0).toUpperCase() + name.slice(1)}</span>
          {says.length > 0 && <span className="small"><Dutch>{says.join(' · ')}</Dutch></span>}
          {line == null && <span className="small quiet">{words.rule.noNumber}</span>}
          {line != null && line.says !== '' && <span className="small quiet"><Dutch>{line.says}</Dutch></span>}
        </div>
        {line != null && line.phone !== '' && <Call phone={line.phone} name={name} />}
      </div>
      {line != null && line.how_to_ask !== '' && <p className="small"><Dutch>{line.how_to_ask}</Dutch></p>}
      {line?.phone === '' && line.email !== '' && <p className="small"><a href={`mailto:${line.email}`}>{line.email}</a></p>}
    </li>
  )
}

/** 112 is a plain call with the words to say. It looks like a telephone and not like an alarm, because it is not one. */
function Emergency({ place }: { place: string }) {
  const { words } = useSpeech()
  return (
    <li>
      <div className="with-call">
        <span className="strong">{words.here.emergency}</span>
        <Call phone="112" name="112" filled />
      </div>
      <p className="small"><span className="strong">{words.here.emergencySay}</span> {words.here.emergencyScript(place)}</p>
    </li>
  )
}

export function Who({ who, standingAt, title }: { who: WhoItem[]; standingAt: string; title?: 'agreements' }) {
  const { words } = useSpeech()
  const all = desks(who)
  const police = all.filter((item) => item.kind !== 'contactpunt')
  const others = all.filter((item) => item.kind === 'contactpunt')
  const shown = others.slice(0, Math.max(1, DESKS_SHOWN - police.length))
  const rest = others.slice(shown.length)
  return (
    <Section title={title === 'agreements' ? words.area.agreements : words.here.who}>
      {all.length === 0 && <Paragraph>{words.here.whoNone}</Paragraph>}
      <ul className="lines">
        {police.map((item) => <DeskRow key={item.id} who={item} />)}
        {title === undefined && <Emergency place={standingAt} />}
        {shown.map((item) => <DeskRow key={item.id} who={item} />)}
      </ul>
      {rest.length > 0 && <Fold title={words.here.whoMore(rest.length)}><ul className="lines">{rest.map((item) => <DeskRow key={item.id} who={item} full />)}</ul></Fold>}
      <Agreements who={who} />
    </Section>
  )
}

function Agreements({ who }: { who: WhoItem[] }) {
  const { words } = useSpeech()
  const groups = agreements(who)
  if (groups.length === 0) return null
  return (
    <Fold title={words.here.agreements(groups.length)}>
      <ul className="lines">
        {groups.map(({ themes, steps }) => (
          <li key={themes}>
            <span className="strong"><Dutch>{themes}</Dutch></span>
            <ol className="stack">
              {steps.map((step) => (
                <li key={step.id} className="with-call">
                  <span className="small">{step.rank > 0 ? `${step.rank}. ` : ''}<span className="strong">{party(step.party, words)}</span>{step.how_to_ask !== '' && <>: <Dutch>{step.how_to_ask}</Dutch></>}</span>
                  {step.phone !== '' && <Call phone={step.phone} name={party(step.party, words)} />}
                </li>
              ))}
            </ol>
            {steps[0] && <SourceLine source={steps[0].source} />}
          </li>
        ))}
      </ul>
    </Fold>
  )
}
