// A signal in a list: what, where, how far, and what came of it.
import { age, day } from '../../format'
import { Icon } from '../../parts/icon'
import { Dutch, useSpeech } from '../../words'
import type { SignalLine } from '../types'
import { useSays } from '../words'
import { THEME_ICONS } from './theme'

export function Line({ signal, withAnswer }: { signal: SignalLine; withAnswer: boolean }) {
  const { words } = useSpeech()
  const says = useSays()
  return (
    <>
      <span className="card__top">
        <Icon name={signal.soort === 'vraag' ? 'ask' : THEME_ICONS[signal.thema] ?? 'spot'} />
        <span className="card__title"><Dutch>{signal.kort === '' ? says.themes[signal.thema] ?? signal.thema : signal.kort}</Dutch></span>
        <span className="small quiet">{age(signal.opgenomenOp, new Date(), words)}</span>
      </span>
      <span className="card__under small">
        <span className="row"><span className="tag">{says.kinds[signal.soort]}</span><span>{says.themes[signal.thema] ?? signal.thema}</span>{signal.plaats?.adres && <span><Dutch>{signal.plaats.adres}</Dutch></span>}</span>
        {withAnswer && signal.antwoord !== null
          ? <span className="answer"><span className="strong">{says.line.answer(signal.antwoord.van)}</span> <Dutch>{signal.antwoord.tekst}</Dutch></span>
          : <Due signal={signal} />}
      </span>
    </>
  )
}

/** Who has it, and until when. */
export function Due({ signal }: { signal: Pick<SignalLine, 'toestand' | 'bij' | 'uiterlijk' | 'teLaat'> }) {
  const { language } = useSpeech()
  const says = useSays()
  const until = signal.uiterlijk === null ? null : day(signal.uiterlijk, new Date(), language)
  return (
    <span className="row">
      <span className="tag">{says.stages[signal.toestand] ?? signal.toestand}</span>
      {signal.bij && <span>{says.line.with(signal.bij.organisatie, signal.bij.rol === null ? null : says.roles[signal.bij.rol] ?? signal.bij.rol)}</span>}
      {until !== null && (signal.teLaat ? <span className="tag tag--care"><Icon name="warning" />{says.line.late(until)}</span> : <span>{says.line.until(until)}</span>)}
    </span>
  )
}
