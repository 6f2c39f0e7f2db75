// The answer for who sent it: from a standard text, in own words. Closing without an answer is refused by the server.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useId, useState } from 'react'

import { useList, useStandardAnswers } from './api'
import { Form, GuardedText, type Go } from './forms'
import type { SignalDetail } from './types'
import { useSays } from './words'

interface Props { owner: string; signal: SignalDetail; step: 'antwoorden' | 'sluiten' | 'geen-actie'; go: Go }

export function AnswerForm({ owner, signal, step, go }: Props) {
  const says = useSays()
  const [start, why] = [useId(), useId()]
  const standard = useStandardAnswers(owner).data?.answer.antwoorden ?? []
  const fitting = standard.filter((one) => one.themas.length === 0 || one.themas.includes(signal.thema))
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [kept, setKept] = useState<Record<string, string>>({})
  const give = useId()
  const [given, setGiven] = useState('')
  const asksUs = signal.soort === 'vraag' && step === 'antwoorden'
  const own = useList(owner, 'te-doen', 0, asksUs).data?.answer.signalen.filter((one) => one.soort === 'signaal') ?? []
  const answered = signal.antwoord !== null
  const needsText = step === 'antwoorden' || !answered
  const send = () => go({ ...(text.trim() === '' ? {} : { tekst: text.trim() }), ...(step === 'geen-actie' ? { reden: reason.trim() } : {}), ...(given === '' ? {} : { metSignaal: given }) })
  return (
    <Form send={send} can={(!needsText || text.trim() !== '') && (step !== 'geen-actie' || reason.trim() !== '')}>
      {step === 'geen-actie' && <div className="field"><label htmlFor={why}>{says.steps.reason}</label><input id={why} className="utrecht-textbox" value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} /></div>}
      <Paragraph>{step === 'sluiten' && answered ? says.answer.already : says.answer.forSender}</Paragraph>
      {fitting.length > 0 && (
        <div className="field">
          <label htmlFor={start}>{says.answer.startFrom}</label>
          <select id={start} className="utrecht-select" value="" onChange={(event) => setText(fitting.find((one) => one.id === event.target.value)?.tekst ?? text)}>
            <option value="">{says.answer.choose}</option>
            {fitting.map((one) => <option key={one.id} value={one.id}>{one.titel}</option>)}
          </select>
        </div>
      )}
      {asksUs && own.length > 0 && (
        <div className="field">
          <label htmlFor={give}>{says.answer.giveSignal}</label>
          <select id={give} className="utrecht-select" value={given} onChange={(event) => setGiven(event.target.value)}>
            <option value="">{says.answer.giveNone}</option>
            {own.map((one) => <option key={one.id} value={one.id}>{one.nummer} · {one.kort}</option>)}
          </select>
          <p className="small quiet">{says.answer.giveText}</p>
        </div>
      )}
      <GuardedText label={says.answer.text} text={text} setText={setText} kept={kept} setKept={setKept} />
    </Form>
  )
}
