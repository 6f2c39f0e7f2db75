// What still lies on this device: what it is, why it lies here, and what one can do.
import { Button } from '@nl-design-system-candidate/button-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'

import { age } from '../format'
import { keepDraft, draft as keptDraft } from '../outbox/drafts'
import { exported, save } from '../outbox/export'
import { command, put, take, takeBack, update } from '../outbox/queue'
import { push } from '../outbox/runner'
import type { Entry } from '../outbox/types'
import { useEntries } from '../outbox/use'
import { Icon } from '../parts/icon'
import { Section } from '../parts/section'
import { tell } from '../parts/told'
import { Dutch, useWords } from '../words'
import { Conflict } from './conflict'
import { emptyDraft, type Draft } from './record/draft'
import type { Observation, StepCommand } from './types'
import { useSays } from './words'

/** What lies here for one signal, or all of it. */
export function Waiting({ owner, about }: { owner: string; about?: string }) {
  const says = useSays()
  const all = useEntries(owner).data ?? []
  const shown = about === undefined ? all : all.filter((one) => one.about === about)
  const [, go] = useLocation()
  const typed = useQuery({ queryKey: ['outbox', 'draft', owner], staleTime: 0, enabled: about === undefined, queryFn: () => keptDraft<Draft>(owner).catch(() => null) })
  return (
    <>
      {typed.data && about === undefined && (
        <div className="utrecht-alert utrecht-alert--info"><div className="row row--spread"><span>{says.home.draft}</span><Button purpose="secondary" onClick={() => go('/signalen/nieuw')}>{says.home.toDraft}</Button></div></div>
      )}
      {shown.length > 0 && (
        <Section title={says.outbox.title(shown.length)} aside={<Button purpose="secondary" iconStart={<Icon name="send" />} onClick={() => void push()}>{says.outbox.push}</Button>}>
          <ul className="lines" aria-label={says.outbox.title(shown.length)}>{shown.map((one) => <li key={one.id}><Row owner={owner} one={one} /></li>)}</ul>
        </Section>
      )}
    </>
  )
}

function Row({ owner, one }: { owner: string; one: Entry }) {
  const says = useSays()
  const words = useWords()
  const what = useQuery({ queryKey: ['outbox', 'command', one.id, one.attempts, one.state], staleTime: Infinity, gcTime: 0, queryFn: () => command<Partial<Observation & StepCommand>>(one) })
  const text = what.data?.tekst ?? ''
  const title = one.kind === 'stap' ? says.steps[what.data?.stap as 'oppakken'] : text === '' ? says.themes[what.data?.thema ?? ''] : text
  return (
    <div className="stack stack--tight">
      <span className="card__top"><Icon name={one.state === 'stuck' ? 'warning' : one.reason === 'offline' ? 'noNet' : 'clock'} className={one.state === 'stuck' ? 'sign--care' : ''} /><span className="card__title clip"><Dutch>{title ?? says.outbox.kinds[one.kind]}</Dutch></span><span className="small quiet">{age(one.savedAt, new Date(), words)}</span></span>
      <p className="small" role="status">{one.state === 'sending' ? says.outbox.sending : says.outbox.reasons[one.reason]}{one.said !== null && one.said !== '' && <> <Dutch>{one.said}</Dutch></>}</p>
      {one.reason === 'signIn' && <p><Link href="/aanmelden">{says.inside.toSignIn}</Link></p>}
      {one.reason === 'conflict' ? <Conflict one={one} /> : <Ways owner={owner} one={one} />}
    </div>
  )
}

function Ways({ owner, one }: { owner: string; one: Entry }) {
  const says = useSays()
  const [, go] = useLocation()
  const again = () => void update(one.id, (was) => ({ ...was, state: 'waiting', notBefore: 0 })).then(push)
  const edit = async () => {
    const was = await command<Observation>(one)
    if (!(await takeBack(one.id))) {
      tell({ text: says.tooLate })
      return
    }
    await keepDraft(owner, asDraft(was))
    go('/signalen/nieuw')
  }
  if (one.state === 'sending') return null
  return (
    <div className="row">
      {one.state === 'stuck' && <Button purpose="secondary" onClick={again}>{says.outbox.again}</Button>}
      {one.state === 'stuck' && <Button purpose="secondary" iconStart={<Icon name="download" />} onClick={() => void exported(one).then((file) => save(file, `schouw-${one.id}.json`))}>{says.outbox.export}</Button>}
      {one.kind === 'signaal' && one.attempts === 0 && <Button purpose="secondary" onClick={() => void edit()}>{says.outbox.edit}</Button>}
      {one.kind === 'stap' && (one.attempts === 0 || one.state === 'stuck') && <Remove owner={owner} one={one} />}
    </div>
  )
}

/** Takes a step out; it can be put back. */
function Remove({ owner, one }: { owner: string; one: Entry }) {
  const says = useSays()
  const remove = async () => {
    const what = await command(one)
    await take(one.id)
    tell({ text: says.outbox.removed, undo: () => void put({ id: one.id, kind: one.kind, about: one.about, owner, command: what }) })
  }
  return <Button purpose="secondary" iconStart={<Icon name="bin" />} onClick={() => void remove()}>{says.outbox.remove}</Button>
}

/** What was recorded, back as something to type in. */
export function asDraft(was: Observation): Draft {
  return {
    ...emptyDraft(), id: was.id, startedAt: was.opgenomenOp, place: was.plaats, placed: true, theme: was.thema, text: was.tekst, hat: was.hoedanigheid, inDeed: was.inAkte ?? null,
    photos: was.fotos.map((id) => ({ id, covered: true, uncovered: was.onafgedekt?.find((one) => one.foto === id)?.reden ?? null })),
    kept: Object.fromEntries((was.teksten ?? []).map((one) => [one.soort, one.reden])),
    belongs: was.hoortBij !== undefined ? { signal: was.hoortBij } : was.verwijzing ?? null,
    obstacle: was.konNietOptreden?.reden ?? null, offence: was.feitcode ?? '',
  }
}
