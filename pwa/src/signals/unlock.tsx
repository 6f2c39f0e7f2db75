// The outbox is locked: a PIN or a passkey opens it.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'

import { unlockWithPasskey, unlockWithPin, WrongPin, type LockKind } from '../outbox/lock'
import { Icon } from '../parts/icon'
import { useSays } from './words'

export function Unlock({ kind }: { kind: LockKind }) {
  const says = useSays()
  const id = useId()
  const client = useQueryClient()
  const [pin, setPin] = useState('')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const open = async () => {
    setBusy(true)
    setWrong(null)
    try {
      await (kind === 'pin' ? unlockWithPin(pin) : unlockWithPasskey())
      await client.invalidateQueries({ queryKey: ['outbox'] })
      await client.invalidateQueries({ queryKey: ['signals'] })
    } catch (error) {
      setWrong(error instanceof WrongPin ? (error.waitMs > 0 ? says.lock.wait(Math.ceil(error.waitMs / 1000)) : says.lock.wrong) : says.lock.noPasskey)
    }
    setPin('')
    setBusy(false)
  }
  return (
    <form className="start" onSubmit={(event) => { event.preventDefault(); void open() }}>
      <Heading level={1}>{says.lock.locked}</Heading>
      <Paragraph>{says.lock.lockedText}</Paragraph>
      {kind === 'pin' && <div className="field"><label htmlFor={id}>{says.lock.pin}</label><input id={id} className="utrecht-textbox" type="password" inputMode="numeric" autoComplete="off" value={pin} onChange={(event) => setPin(event.target.value)} /></div>}
      {wrong !== null && <p className="wrong" role="alert">{wrong}</p>}
      <div><Button purpose="primary" type="submit" busy={busy} disabled={kind === 'pin' && pin === ''} iconStart={<Icon name="lock" />}>{says.lock.open}</Button></div>
    </form>
  )
}
