// What the guard warns of while someone types: take it out, or keep it with the reason.
import { Button } from '@nl-design-system-candidate/button-react'
import { useId, useState } from 'react'

import { useGuard, type Found } from '../../ask/guard'
import { Icon } from '../../parts/icon'
import { useSays } from '../words'

/** A text without a piece of it. */
export function without(text: string, { start, end }: Found, word: string): string {
  return `${text.slice(0, start)}[${word}]${text.slice(end)}`
}

interface Props {
  text: string
  setText: (text: string) => void
  kept: Record<string, string>
  keep: (kind: string, reason: string) => void
}

/** Puts a word in the place of what was found, and can put it back. */
export function Guarded({ text, setText, kept, keep }: Props) {
  const says = useSays()
  const found = useGuard(text)
  const [before, setBefore] = useState<{ was: string; now: string } | null>(null)
  const open = (found ?? []).filter((one, at, all) => kept[one.kind] === undefined && all.findIndex((other) => other.kind === one.kind) === at)
  const remove = (one: Found) => {
    // all of its kind: who takes a plate out means every plate
    const all = (found ?? []).filter((other) => other.kind === one.kind).sort((a, b) => b.start - a.start)
    const now = all.reduce((rest, each) => without(rest, each, says.guard.words[one.kind] ?? '…'), text)
    setBefore({ was: text, now })
    setText(now)
  }
  return (
    <div className="stack stack--tight" role="status">
      {found === null && <p className="small quiet">{says.guard.off}</p>}
      {open.map((one) => <Warning key={one.kind} kind={one.kind} remove={() => remove(one)} keep={(reason) => keep(one.kind, reason)} />)}
      {before !== null && before.now === text && <p className="row small">{says.guard.removed}<Button purpose="subtle" onClick={() => { setText(before.was); setBefore(null) }}>{says.undo}</Button></p>}
      {Object.entries(kept).filter(([kind]) => (found ?? []).some((one) => one.kind === kind)).map(([kind, reason]) => <p className="small quiet" key={kind}>{says.guard.keptFor(says.guard.words[kind] ?? kind, reason)}</p>)}
    </div>
  )
}

function Warning({ kind, remove, keep }: { kind: string; remove: () => void; keep: (reason: string) => void }) {
  const says = useSays()
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <div className="utrecht-alert utrecht-alert--warning guard">
      <p><Icon name="warning" className="sign--care" /> {says.guard.warns[kind] ?? says.guard.other}</p>
      <div className="row">
        <Button purpose="secondary" onClick={remove}>{says.guard.remove}</Button>
        {!asking && <Button purpose="secondary" onClick={() => setAsking(true)}>{says.guard.keep}</Button>}
      </div>
      {asking && (
        <form className="field" onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') keep(reason.trim()) }}>
          <label htmlFor={id}>{says.guard.why}</label>
          <input id={id} className="utrecht-textbox" value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
          <div><Button purpose="secondary" type="submit" disabled={reason.trim() === ''}>{says.guard.keepIt}</Button></div>
        </form>
      )}
    </div>
  )
}
