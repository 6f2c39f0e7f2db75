// Dit toestel: what guards what lies here, who is signed in, and how to leave.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'

import { size } from '../format'
import { lockNow, PIN_LENGTH_MIN, removeLock, setPasskey, setPin } from '../outbox/lock'
import { NoPasskey, offersPasskey } from '../outbox/passkey'
import { useEntries, useLock, useRoom } from '../outbox/use'
import { Section } from '../parts/section'
import { tell } from '../parts/told'
import { useTitle } from '../parts/title'
import { signOut } from '../signin/session'
import type { Person } from '../signin/types'
import { Dutch, useSpeech } from '../words'
import { Inside } from './inside'
import { useSays } from './words'

export default function DevicePage() {
  const says = useSays()
  useTitle(says.lock.title)
  return (
    <Inside>
      {(me) => (
        <div className="start">
          <Heading level={1}>{says.lock.title}</Heading>
          <Who me={me} />
          <LockChoice />
          <RoomLeft />
        </div>
      )}
    </Inside>
  )
}

function Who({ me }: { me: Person }) {
  const says = useSays()
  const client = useQueryClient()
  const [, go] = useLocation()
  const waiting = useEntries(me.id).data?.length ?? 0
  const leave = () => {
    signOut(client).then(() => go('/aanmelden'), () => tell({ text: says.signIn.unreachable }))
  }
  return (
    <Section title={says.lock.who}>
      <p><span className="strong"><Dutch>{me.naam}</Dutch></span> · {me.rollen.map((role) => says.roles[role] ?? role).join(', ')} · <Dutch>{me.organisatie.naam}</Dutch></p>
      {waiting > 0 && <Paragraph>{says.lock.leaveWaiting(waiting)}</Paragraph>}
      <div><Button purpose="secondary" onClick={leave}>{says.lock.leave}</Button></div>
    </Section>
  )
}

function LockChoice() {
  const says = useSays()
  const lock = useLock().data
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const doing = async (work: () => Promise<void>, done: string) => {
    setBusy(true)
    setWrong(null)
    try {
      await work()
      tell({ text: done })
    } catch (error) {
      setWrong(error instanceof NoPasskey || error instanceof DOMException ? says.lock.noPasskey : says.record.failed)
    }
    setBusy(false)
  }
  if (!lock) return null
  return (
    <Section title={says.lock.guard}>
      <Paragraph>{says.lock.kinds[lock.kind]}</Paragraph>
      {says.lock.texts[lock.kind].map((text) => <p className="small quiet" key={text}>{text}</p>)}
      {wrong !== null && <p className="wrong" role="alert">{wrong}</p>}
      <PinForm busy={busy} change={lock.kind === 'pin'} set={(pin) => doing(() => setPin(pin), says.lock.pinSet)} />
      <div className="row">
        {offersPasskey() && lock.kind !== 'passkey' && <Button purpose="secondary" busy={busy} onClick={() => void doing(setPasskey, says.lock.passkeySet)}>{says.lock.usePasskey}</Button>}
        {lock.kind !== 'open' && <Button purpose="secondary" onClick={lockNow}>{says.lock.now}</Button>}
        {lock.kind !== 'open' && <Button purpose="secondary" busy={busy} onClick={() => void doing(removeLock, says.lock.removed)}>{says.lock.remove}</Button>}
      </div>
    </Section>
  )
}

function PinForm({ busy, change, set }: { busy: boolean; change: boolean; set: (pin: string) => Promise<void> }) {
  const says = useSays()
  const id = useId()
  const [pin, setPin] = useState('')
  const send = async () => {
    await set(pin)
    setPin('')
  }
  return (
    <form className="field" onSubmit={(event) => { event.preventDefault(); if (pin.length >= PIN_LENGTH_MIN) void send() }}>
      <label htmlFor={id}>{change ? says.lock.newPin : says.lock.setPin}</label>
      <input id={id} className="utrecht-textbox" type="password" inputMode="numeric" autoComplete="new-password" minLength={PIN_LENGTH_MIN} maxLength={64} value={pin} onChange={(event) => setPin(event.target.value)} />
      <p className="small quiet">{says.lock.pinText(PIN_LENGTH_MIN)}</p>
      <div><Button purpose="secondary" type="submit" busy={busy} disabled={pin.length < PIN_LENGTH_MIN}>{says.lock.savePin}</Button></div>
    </form>
  )
}

function RoomLeft() {
  const says = useSays()
  const { language } = useSpeech()
  const room = useRoom().data
  if (!room) return null
  return <Section title={says.lock.room}><Paragraph>{says.lock.roomLeft(size(room.left, language))}</Paragraph>{room.low && <Paragraph>{says.record.low(size(room.left, language))}</Paragraph>}</Section>
}
