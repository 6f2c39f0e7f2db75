// Asking a partner for something: what, what for, and for which signal.
import { useState } from 'react'

import { Ghosts, Trouble } from '../parts/state'
import { tell } from '../parts/told'
import { commandId } from '../outbox/ids'
import { write } from '../ask/write'
import { Refused } from '../ask/http'
import { usePartners } from './api'
import { Form, GuardedText } from './forms'
import { PartnerChoice } from './share'
import type { Partner, Place } from './types'
import { useSays } from './words'

/** What one can ask for, in the codes of the law. */
const WANTED = ['plate', 'identity', 'contact', 'conduct', 'photo'] as const

/** Asks beside a signal, or without one. */
export function AskPartner({ owner, signal, done }: { owner: string; signal: { plaats: Place | null } | null; done: () => void }) {
  const says = useSays()
  const partners = usePartners(owner)
  const [partner, setPartner] = useState<Partner | null>(null)
  const [wanted, setWanted] = useState<string[]>([])
  const [text, setText] = useState('')
  const [kept, setKept] = useState<Record<string, string>>({})
  const [wrong, setWrong] = useState<string | null>(null)
  const [id] = useState(() => commandId())
  const send = async () => {
    try {
      await write('POST', '/v1/vragen', { id, aan: partner?.id, doel: partner?.doelen[0]?.code ?? '', tekst: text.trim(), wil: wanted, ...(signal?.plaats ? { plaats: signal.plaats } : {}) })
      tell({ text: says.done.vragen ?? '' })
      done()
    } catch (error) {
      setWrong(error instanceof Refused && error.message !== '' ? error.message : says.askPartner.failed)
    }
  }
  if (partners.isError) return <Trouble error={partners.error} again={() => void partners.refetch()} />
  if (partners.isPending) return <Ghosts heights={[4, 4]} />
  return (
    <Form send={() => void send()} can={partner !== null && text.trim() !== ''}>
      <PartnerChoice partners={partners.data.answer.partners} chosen={partner?.id ?? null} choose={setPartner} />
      <fieldset className="radios">
        <legend>{says.askPartner.what}</legend>
        {WANTED.map((one) => <label key={one}><input type="checkbox" checked={wanted.includes(one)} onChange={() => setWanted(wanted.includes(one) ? wanted.filter((other) => other !== one) : [...wanted, one])} />{says.askPartner.wants[one]}</label>)}
      </fieldset>
      <GuardedText label={says.askPartner.text} text={text} setText={setText} kept={kept} setKept={setKept} />
      {wrong !== null && <p className="wrong" role="alert">{wrong}</p>}
    </Form>
  )
}
