// Small forms of steps: a reason, a correction, why one could not act, which problem.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useId, useState, type ReactNode } from 'react'

import { Dutch } from '../words'
import { Guarded } from './record/guard'
import { usePlaceAnswer } from './record/place'
import type { SignalDetail } from './types'
import { OBSTACLES, useSays } from './words'

export type Go = (more: Record<string, unknown>) => void

/** Longest reason, in characters. */
const REASON_CHARS_MAX = 1000
const TEXT_CHARS_MAX = 4000

export function Form({ send, can, children }: { send: () => void; can: boolean; children: ReactNode }) {
  const says = useSays()
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); if (can) send() }}>
      {children}
      <div><Button purpose="primary" type="submit" disabled={!can}>{says.steps.go}</Button></div>
    </form>
  )
}

/** A text that the guard looks at while it is typed. */
export function GuardedText({ label, text, setText, rows = 4, max = TEXT_CHARS_MAX, kept, setKept }: { label: string; text: string; setText: (text: string) => void; rows?: number; max?: number; kept: Record<string, string>; setKept: (kept: Record<string, string>) => void }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} className="utrecht-textarea" rows={rows} maxLength={max} value={text} onChange={(event) => setText(event.target.value)} />
      <Guarded text={text} setText={setText} kept={kept} keep={(kind, reason) => setKept({ ...kept, [kind]: reason })} />
    </div>
  )
}

export function ReasonForm({ step, go }: { step: string; go: Go }) {
  const says = useSays()
  const [text, setText] = useState('')
  const [kept, setKept] = useState<Record<string, string>>({})
  return (
    <Form send={() => go({ reden: text.trim() })} can={text.trim() !== ''}>
      {says.steps.explain[step] !== undefined && <Paragraph>{says.steps.explain[step]}</Paragraph>}
      <GuardedText label={says.steps.reason} text={text} setText={setText} rows={3} max={REASON_CHARS_MAX} kept={kept} setKept={setKept} />
    </Form>
  )
}

export function CorrectForm({ signal, go }: { signal: SignalDetail; go: Go }) {
  const says = useSays()
  const id = useId()
  const [text, setText] = useState(signal.tekst)
  const [reason, setReason] = useState('')
  const [kept, setKept] = useState<Record<string, string>>({})
  return (
    <Form send={() => go({ tekst: text.trim(), reden: reason.trim() })} can={text.trim() !== signal.tekst && reason.trim() !== ''}>
      <Paragraph>{says.steps.explain.corrigeren}</Paragraph>
      <GuardedText label={says.steps.newText} text={text} setText={setText} kept={kept} setKept={setKept} />
      <div className="field"><label htmlFor={id}>{says.steps.reason}</label><input id={id} className="utrecht-textbox" value={reason} maxLength={REASON_CHARS_MAX} onChange={(event) => setReason(event.target.value)} /></div>
    </Form>
  )
}

export function ObstacleForm({ go }: { go: Go }) {
  const says = useSays()
  const [reason, setReason] = useState<string | null>(null)
  return (
    <Form send={() => go({ reden: reason })} can={reason !== null}>
      <Paragraph>{says.record.couldNotText}</Paragraph>
      <fieldset className="radios">
        <legend>{says.record.couldNot}</legend>
        {OBSTACLES.map((one) => <label key={one}><input type="radio" name="obstacle" checked={reason === one} onChange={() => setReason(one)} />{says.obstacles[one]}</label>)}
      </fieldset>
    </Form>
  )
}

export function ProblemForm({ signal, go }: { signal: SignalDetail; go: Go }) {
  const says = useSays()
  const answer = usePlaceAnswer(signal.plaats)
  const [chosen, setChosen] = useState<{ dataset: string; id: string } | null>(null)
  const problems = answer.data?.answer.problems ?? []
  if (answer.isPending) return <div className="ghost ghost--line" />
  if (problems.length === 0) return <Paragraph>{says.steps.noProblems}</Paragraph>
  return (
    <Form send={() => go({ verwijzing: chosen })} can={chosen !== null}>
      <fieldset className="radios">
        <legend>{says.steps.whichProblem}</legend>
        {problems.map((one) => (
          <label key={`${one.source.dataset} ${one.id}`}>
            <input type="radio" name="problem" checked={chosen?.id === one.id && chosen.dataset === one.source.dataset} onChange={() => setChosen({ dataset: one.source.dataset, id: one.id })} />
            {says.steps.problem} <Dutch>{one.theme}</Dutch>, <Dutch>{one.says}</Dutch>
          </label>
        ))}
      </fieldset>
    </Form>
  )
}
