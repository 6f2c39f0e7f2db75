// One signal: what was seen, the answer, what happened to it, who got what under which article, and what one can do.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { Link } from 'wouter'

import { day, moment } from '../format'
import { Refused } from '../ask/http'
import { Icon } from '../parts/icon'
import { Fold, Section } from '../parts/section'
import { Ghosts, State, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { Dutch, useSpeech } from '../words'
import { useSignal } from './api'
import { Doubles } from './doubles'
import { Inside } from './inside'
import { Since } from './parts/age'
import { Due } from './parts/line'
import { Steps } from './steps'
import type { SignalDetail } from './types'
import { Waiting } from './waiting'
import { useSays } from './words'

export default function SignalPage({ id }: { id: string }) {
  return <Inside>{(me) => <One owner={me.id} id={id} />}</Inside>
}

function One({ owner, id }: { owner: string; id: string }) {
  const says = useSays()
  const query = useSignal(owner, id)
  useTitle(query.data?.answer.nummer ?? says.home.title)
  if (query.isError) {
    const gone = query.error instanceof Refused && query.error.status === 404
    return (
      <div className="stack">
        <Waiting owner={owner} about={id} />
        {gone ? <State icon="none" title={says.detail.gone} text={says.detail.goneText}><Link className="call" href="/signalen">{says.detail.back}</Link></State> : <Trouble error={query.error} again={() => void query.refetch()} />}
      </div>
    )
  }
  if (query.isPending) return <Ghosts heights={[4, 8, 8]} />
  const signal = query.data.answer
  return (
    <article className="here">
      <header className="place">
        <p className="small"><Link href="/signalen">{says.detail.back}</Link></p>
        <Heading level={1}>{says.themes[signal.thema] ?? signal.thema} · {signal.nummer}</Heading>
        <Due signal={signal} />
        <Since since={query.data.since} />
      </header>
      <Waiting owner={owner} about={id} />
      <div className="here__grid">
        <div className="stack stack--wide">
          {signal.antwoord && <Section title={says.detail.answer}><div className="card card--holds"><Paragraph><Dutch>{signal.antwoord.tekst}</Dutch></Paragraph><p className="source">{signal.antwoord.van} · <When at={signal.antwoord.op} /></p></div></Section>}
          <Seen signal={signal} />
          <Doubles owner={owner} signal={signal} />
          <Steps owner={owner} signal={signal} />
        </div>
        <div className="stack stack--wide">
          <Provisions signal={signal} />
          <Timeline signal={signal} />
        </div>
      </div>
    </article>
  )
}

function When({ at }: { at: string }) {
  const { language } = useSpeech()
  return <time dateTime={at}>{moment(at, language)}</time>
}

function Seen({ signal }: { signal: SignalDetail }) {
  const says = useSays()
  const { words, language } = useSpeech()
  const { plaats } = signal
  return (
    <Section title={signal.soort === 'vraag' ? says.detail.question : says.detail.seen}>
      <div className="card">
        {signal.tekst !== '' && <p className="pre"><Dutch>{signal.tekst}</Dutch></p>}
        {signal.fotos.length > 0 && <ul className="photos">{signal.fotos.map((photo, at) => <li key={photo.id}><a className="photo" href={`/v1/fotos/${encodeURIComponent(photo.id)}`} target="_blank" rel="noreferrer"><img src={`/v1/fotos/${encodeURIComponent(photo.id)}`} alt={says.record.photo(at + 1)} loading="lazy" /></a></li>)}</ul>}
        <dl className="facts">
          <dt>{says.detail.when}</dt><dd><When at={signal.opgenomenOp} /></dd>
          {plaats && <><dt>{says.detail.where}</dt><dd><Dutch>{plaats.adres ?? says.record.onMap}</Dutch>{plaats.nauwkeurigheid !== null && <> {words.here.doubt(plaats.nauwkeurigheid)}</>}</dd></>}
          {signal.hoedanigheid && <><dt>{says.detail.hat}</dt><dd>{says.hatNames[signal.hoedanigheid]}</dd></>}
          {signal.van && <><dt>{says.detail.from}</dt><dd><Dutch>{signal.van.naam}</Dutch></dd></>}
          {signal.gevraagd.length > 0 && <><dt>{says.detail.asked}</dt><dd>{signal.gevraagd.map((code) => (says.askPartner.wants as Record<string, string>)[code] ?? code).join(', ')}</dd></>}
          {signal.artikel !== '' && <><dt>{says.detail.keptUnder}</dt><dd><Dutch>{signal.artikel}</Dutch></dd></>}
          {signal.bewarenTot !== null && <><dt>{says.detail.keptUntil}</dt><dd>{day(signal.bewarenTot, new Date(), language)}</dd></>}
          {signal.feitcode && <><dt>{says.record.offence}</dt><dd>{signal.feitcode}</dd></>}
        </dl>
      </div>
      {signal.versies.length > 0 && <Fold title={says.detail.versions}>{signal.versies.map((one) => <div className="card card--plain" key={one.versie}><p className="pre"><Dutch>{one.tekst}</Dutch></p><p className="source"><When at={one.op} />{one.reden !== null && <> · <Dutch>{one.reden}</Dutch></>}</p></div>)}</Fold>}
    </Section>
  )
}

function Provisions({ signal }: { signal: SignalDetail }) {
  const says = useSays()
  if (signal.verstrekkingen.length === 0) return null
  return (
    <Section title={says.detail.provisions}>
      <ul className="lines">
        {signal.verstrekkingen.map((one) => (
          <li key={one.id}>
            <span className="strong"><Dutch>{one.aan.naam}</Dutch></span>
            <span className="small">{says.share.article(one.artikel)} · <When at={one.op} /></span>
            <span className="small row"><Icon name={one.ontvangen === null ? 'clock' : 'check'} />{one.ontvangen === null ? says.detail.notReceived : <>{says.detail.received} <When at={one.ontvangen} /></>}</span>
            {([['theyAnswered', one.antwoord], ['corrected', one.gecorrigeerd], ['withdrawn', one.ingetrokken]] as const).map(([what, at]) => at !== null && <span key={what} className="small row"><Icon name="check" />{says.detail[what]} <When at={at} /></span>)}
            {one.weggelaten.length > 0 && <span className="small">{says.share.notShared} <Dutch>{one.weggelaten.join(', ')}</Dutch></span>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Timeline({ signal }: { signal: SignalDetail }) {
  const says = useSays()
  return (
    <Section title={says.detail.timeline}>
      <ol className="timeline">
        {signal.tijdlijn.map((step) => (
          <li key={`${step.op} ${step.stap}`}>
            <span className="strong">{says.past[step.stap] ?? step.stap}</span>{step.aan !== null && <> · <Dutch>{step.aan}</Dutch></>}
            <p className="small quiet">{step.wie.rol !== null && <>{says.roles[step.wie.rol] ?? step.wie.rol}, </>}<Dutch>{step.wie.organisatie}</Dutch> · <When at={step.op} /></p>
            {step.tekst !== null && step.tekst !== '' && <p><Dutch>{step.tekst}</Dutch></p>}
            {step.artikel !== null && <p className="small"><Dutch>{says.share.article(step.artikel)}</Dutch></p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
