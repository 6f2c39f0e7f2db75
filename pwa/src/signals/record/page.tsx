// Waarneming: from seeing to saved within a minute, with one thumb, without network too.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'

import { clock, size } from '../../format'
import { OutboxFull, put } from '../../outbox/queue'
import { isFull, persist } from '../../outbox/room'
import { useRoom } from '../../outbox/use'
import { Icon } from '../../parts/icon'
import { useOnline } from '../../parts/online'
import { Fold } from '../../parts/section'
import { Ghosts } from '../../parts/state'
import { useTitle } from '../../parts/title'
import { useSpeech } from '../../words'
import { Inside } from '../inside'
import { tell } from '../../parts/told'
import { OBSTACLES, useSays } from '../words'
import { THEME_ICONS, THEMES } from '../parts/theme'
import { dropPhotosOf, missing, observation, useDraft, begun, type Draft } from './draft'
import { Guarded } from './guard'
import { HatField } from './hat'
import { NearField } from './near'
import { Photos } from './photos'
import { PlaceField } from './place'

/** Longest text, in characters. */
const TEXT_CHARS_MAX = 4000

export default function RecordPage() {
  const says = useSays()
  useTitle(says.record.title)
  return <Inside>{(me) => <Form key={me.id} owner={me.id} />}</Inside>
}

function Form({ owner }: { owner: string }) {
  const says = useSays()
  const { draft, savedAt, failed, change, startAnew, restore, sent } = useDraft(owner)
  const { busy, wrong, asked, submit } = useSubmit(owner, draft, sent)
  const [thrown, setThrown] = useState<Draft | null>(null)
  if (draft === null) return <Ghosts heights={[6, 4, 8, 8, 6]} />
  const forget = () => setThrown((was) => { if (was) void dropPhotosOf(was); return startAnew() })
  const lacking = asked ? missing(draft) : []
  return (
    <div className="record">
      <Heading level={1}>{says.record.title}</Heading>
      {thrown && <div className="utrecht-alert utrecht-alert--info" role="status"><div className="row row--spread"><span>{says.record.thrown}</span><Button purpose="secondary" onClick={() => { restore(thrown); setThrown(null) }}>{says.undo}</Button></div></div>}
      <RoomWarning />
      <Photos owner={owner} draft={draft} change={change} />
      <PlaceField draft={draft} change={change} />
      <ThemeField draft={draft} choose={(theme) => change((was) => ({ ...was, theme }))} />
      <TextField draft={draft} change={change} />
      <HatField draft={draft} change={change} />
      <NearField owner={owner} draft={draft} change={change} />
      <MoreFields draft={draft} change={change} />
      {lacking.length > 0 && <div className="utrecht-alert utrecht-alert--warning" role="alert"><ul>{lacking.map((one) => <li key={one}>{says.record.missing[one]}</li>)}</ul></div>}
      {wrong !== null && <p className="wrong" role="alert">{wrong}</p>}
      <div className="record__send">
        <Button purpose="primary" busy={busy} onClick={() => void submit()}>{says.record.send}</Button>
        <Saved savedAt={begun(draft) ? savedAt : null} failed={failed} />
        {begun(draft) && <Button purpose="subtle" iconStart={<Icon name="bin" />} onClick={forget}>{says.record.throw}</Button>}
      </div>
    </div>
  )
}

function useSubmit(owner: string, draft: Draft | null, sent: (yes: boolean) => void) {
  const says = useSays()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const submit = async () => {
    setAsked(true)
    const command = draft === null ? null : observation(draft)
    if (draft === null || command === null) return
    setBusy(true)
    setWrong(null)
    try {
      sent(true)
      const began = performance.now()
      await put({ id: draft.id, kind: 'signaal', about: draft.id, owner, command, photos: command.fotos })
      performance.measure('schouw saved', { start: began })
      void persist()
      tell({ text: navigator.onLine ? says.record.savedOnline : says.record.savedOffline })
      go('/signalen')
    } catch (error) {
      // what was typed is kept as a draft still
      sent(false)
      setWrong(error instanceof OutboxFull ? says.outbox.tooMany : isFull(error) ? says.record.full : says.record.failed)
      setBusy(false)
    }
  }
  return { busy, wrong, asked, submit }
}

function ThemeField({ draft, choose }: { draft: Draft; choose: (theme: string) => void }) {
  const says = useSays()
  const id = useId()
  return (
    <div className="stack stack--tight" role="group" aria-labelledby={id}>
      <p className="strong" id={id}>{says.record.what}</p>
      <div className="themes">
        {THEMES.map((theme) => <button type="button" className="theme" key={theme} aria-pressed={draft.theme === theme} onClick={() => choose(theme)}><Icon name={THEME_ICONS[theme] ?? 'spot'} />{says.themes[theme]}</button>)}
      </div>
    </div>
  )
}

function TextField({ draft, change }: { draft: Draft; change: (how: (draft: Draft) => Draft) => void }) {
  const says = useSays()
  const id = useId()
  const setText = (text: string) => change((was) => ({ ...was, text }))
  return (
    <div className="field">
      <label htmlFor={id}>{says.record.tell}</label>
      <textarea id={id} className="utrecht-textarea" rows={4} maxLength={TEXT_CHARS_MAX} value={draft.text} onChange={(event) => setText(event.target.value)} />
      <Guarded text={draft.text} setText={setText} kept={draft.kept} keep={(kind, reason) => change((was) => ({ ...was, kept: { ...was.kept, [kind]: reason } }))} />
    </div>
  )
}

function MoreFields({ draft, change }: { draft: Draft; change: (how: (draft: Draft) => Draft) => void }) {
  const says = useSays()
  const [obstacle, offence] = [useId(), useId()]
  return (
    <Fold title={says.record.more} open={draft.obstacle !== null || draft.offence !== ''}>
      <div className="field">
        <label htmlFor={obstacle}>{says.record.couldNot}</label>
        <select id={obstacle} className="utrecht-select" value={draft.obstacle ?? ''} onChange={(event) => change((was) => ({ ...was, obstacle: event.target.value === '' ? null : event.target.value }))}>
          <option value="">{says.record.couldNotNone}</option>
          {OBSTACLES.map((one) => <option key={one} value={one}>{says.obstacles[one]}</option>)}
        </select>
        <p className="small quiet">{says.record.couldNotText}</p>
      </div>
      <div className="field"><label htmlFor={offence}>{says.record.offence}</label><input id={offence} className="utrecht-textbox" value={draft.offence} maxLength={20} autoCapitalize="characters" onChange={(event) => change((was) => ({ ...was, offence: event.target.value }))} /></div>
    </Fold>
  )
}

function RoomWarning() {
  const says = useSays()
  const { language } = useSpeech()
  const room = useRoom().data
  if (!room?.low) return null
  return <div className="utrecht-alert utrecht-alert--warning" role="status">{says.record.low(size(room.left, language))}</div>
}

function Saved({ savedAt, failed }: { savedAt: Date | null; failed: unknown }) {
  const says = useSays()
  const online = useOnline()
  const { language } = useSpeech()
  if (failed !== null) return <p className="small wrong" role="alert">{isFull(failed) ? says.record.full : says.record.notSaved}</p>
  return <p className="small quiet" role="status">{savedAt === null ? '\u00a0' : says.record.savedAt(clock(savedAt, language), online)}</p>
}
