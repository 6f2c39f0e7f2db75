// The same signal was changed elsewhere too: both versions side by side, and a person chooses.
import { Button } from '@nl-design-system-candidate/button-react'
import { useQuery } from '@tanstack/react-query'

import { commandId } from '../outbox/ids'
import { command, put, replace, take, theirs } from '../outbox/queue'
import type { Entry } from '../outbox/types'
import { tell } from '../parts/told'
import { Dutch } from '../words'
import type { SignalDetail, StepCommand } from './types'
import { useSays } from './words'

export function Conflict({ one }: { one: Entry }) {
  const says = useSays()
  const both = useQuery({ queryKey: ['outbox', 'conflict', one.id, one.attempts], staleTime: Infinity, gcTime: 0, queryFn: async () => ({ mine: await command<StepCommand>(one), other: await theirs<SignalDetail>(one) }) })
  if (!both.data) return null
  const { mine, other } = both.data
  const takeMine = () => void replace(one.id, { ...mine, id: one.id, versie: other?.versie ?? mine.versie })
  const takeTheirs = async () => {
    await take(one.id)
    tell({ text: says.conflict.dropped, undo: () => void put({ id: commandId(), kind: one.kind, about: one.about, owner: one.owner, command: mine }) })
  }
  return (
    <div className="stack stack--tight">
      <div className="versions">
        <div className="card card--plain"><p className="strong">{says.conflict.mine}</p><p>{says.steps[mine.stap as 'oppakken']}</p><Texts of={mine} /></div>
        {other !== null && (
          <div className="card card--plain">
            <p className="strong">{says.conflict.theirs}</p>
            <p>{says.stages[other.toestand] ?? other.toestand}{other.bij && <> · {says.line.with(other.bij.organisatie, other.bij.rol === null ? null : says.roles[other.bij.rol] ?? other.bij.rol)}</>}</p>
            <p><Dutch>{other.tekst}</Dutch></p>
            {other.antwoord && <p><Dutch>{other.antwoord.tekst}</Dutch></p>}
          </div>
        )}
      </div>
      <div className="row">
        <Button purpose="secondary" onClick={takeMine}>{says.conflict.useMine}</Button>
        <Button purpose="secondary" onClick={() => void takeTheirs()}>{says.conflict.useTheirs}</Button>
      </div>
    </div>
  )
}

function Texts({ of }: { of: StepCommand }) {
  return <>{[of.tekst, of.reden].filter((text) => typeof text === 'string' && text !== '').map((text) => <p key={String(text)}><Dutch>{String(text)}</Dutch></p>)}</>
}
