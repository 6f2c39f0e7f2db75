// The steps that this reader may take now, as the server says. Each does something; none asks "are you sure".
import { Button } from '@nl-design-system-candidate/button-react'
import { useState } from 'react'

import { useEntries } from '../outbox/use'
import { Panel } from '../parts/panel'
import { AnswerForm } from './answer'
import { AskPartner } from './askpartner'
import { CorrectForm, ObstacleForm, ProblemForm, ReasonForm } from './forms'
import { Share } from './share'
import { useTakeStep } from './take'
import type { SignalDetail } from './types'
import { useSays } from './words'

/** In the order in which one decides. What needs no words goes at once. */
const ORDER = ['oppakken', 'doorgeven', 'bewaren', 'geen-actie', 'antwoorden', 'sluiten', 'wegen', 'ontvangst', 'vragen', 'heropenen', 'corrigeren', 'bij-probleem', 'kon-niet-optreden', 'naar-opsporing', 'intrekken'] as const
type StepName = (typeof ORDER)[number]
const AT_ONCE = new Set<StepName>(['oppakken', 'ontvangst'])

export function Steps({ owner, signal }: { owner: string; signal: SignalDetail }) {
  const says = useSays()
  const take = useTakeStep(owner)
  const [open, setOpen] = useState<StepName | null>(null)
  const pending = (useEntries(owner).data ?? []).some((one) => one.about === signal.id)
  const can = ORDER.filter((step) => signal.stappen.includes(step))
  if (pending) return <p className="small quiet" role="status">{says.steps.pending}</p>
  if (can.length === 0) return null
  const main = can[0]
  return (
    <>
      <div className="row steps">
        {can.map((step) => <Button key={step} purpose={step === main ? 'primary' : 'secondary'} onClick={() => AT_ONCE.has(step) ? void take(signal, step) : setOpen(step)}>{says.steps[step]}</Button>)}
      </div>
      {open !== null && <Panel title={says.steps[open]} close={() => setOpen(null)}><StepForm owner={owner} signal={signal} step={open} close={() => setOpen(null)} /></Panel>}
    </>
  )
}

function StepForm({ owner, signal, step, close }: { owner: string; signal: SignalDetail; step: StepName; close: () => void }) {
  const take = useTakeStep(owner)
  const go = (more: Record<string, unknown>) => {
    close()
    void take(signal, step, more)
  }
  switch (step) {
    case 'doorgeven': return <Share owner={owner} signal={signal} go={go} />
    case 'vragen': return <AskPartner owner={owner} signal={signal} done={close} />
    case 'antwoorden':
    case 'sluiten':
    case 'geen-actie': return <AnswerForm owner={owner} signal={signal} step={step} go={go} />
    case 'corrigeren': return <CorrectForm signal={signal} go={go} />
    case 'kon-niet-optreden': return <ObstacleForm go={go} />
    case 'bij-probleem': return <ProblemForm signal={signal} go={go} />
    default: return <ReasonForm step={step} go={go} />
  }
}
