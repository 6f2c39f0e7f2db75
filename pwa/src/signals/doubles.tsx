// Signals near in place and time that may be the same: proposed, never joined by themselves.
import { Button } from '@nl-design-system-candidate/button-react'
import { Link } from 'wouter'

import { Dutch } from '../words'
import { useSignal } from './api'
import { useTakeStep } from './take'
import type { SignalDetail } from './types'
import { useSays } from './words'

export function Doubles({ owner, signal }: { owner: string; signal: SignalDetail }) {
  const says = useSays()
  if (signal.dubbelen.length === 0 || !signal.stappen.includes('samenvoegen')) return null
  return (
    <div className="stack stack--tight">
      <p className="strong">{says.todo.doubles(signal.dubbelen.length)}</p>
      <ul className="lines">{signal.dubbelen.map((id) => <Double key={id} owner={owner} signal={signal} other={id} />)}</ul>
    </div>
  )
}

function Double({ owner, signal, other }: { owner: string; signal: SignalDetail; other: string }) {
  const says = useSays()
  const take = useTakeStep(owner)
  const one = useSignal(owner, other)
  if (!one.data) return null
  const { kort, nummer } = one.data.answer
  return (
    <li className="with-call">
      <span><Link href={`/signalen/${encodeURIComponent(other)}`}>{nummer}</Link> <Dutch>{kort}</Dutch></span>
      <Button purpose="secondary" onClick={() => void take(signal, 'samenvoegen', { met: other })}>{says.steps.samenvoegen}</Button>
    </li>
  )
}
