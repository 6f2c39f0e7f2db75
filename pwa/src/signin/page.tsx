// Aanmelden: the organisation's own way, a local account, or one tap in the demo.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'

import { Refused, Unreachable } from '../ask/http'
import { Icon } from '../parts/icon'
import { Section } from '../parts/section'
import { Ghosts, State, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { useSays } from '../signals/words'
import { Dutch } from '../words'
import { expectSession, isPrivacyOfficer, knownSession, signIn, useWays, type Credentials } from './session'
import type { Ways } from './types'

export default function SignInPage() {
  const says = useSays()
  useTitle(says.signIn.title)
  const ways = useWays()
  const client = useQueryClient()
  const [, go] = useLocation()
  const [busy, setBusy] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const enter = async (credentials: Credentials, name: string) => {
    setBusy(name)
    setWrong(null)
    try {
      await signIn(credentials, client)
      const known = await knownSession()
      go(known && isPrivacyOfficer(known.session.gebruiker.rollen) ? '/verwerkingen' : '/signalen')
    } catch (error) {
      setWrong(error instanceof Unreachable ? says.signIn.unreachable : error instanceof Refused && error.status === 429 ? says.signIn.tooOften : says.signIn.wrong)
      setBusy(null)
    }
  }
  if (ways.isPending) return <Ghosts heights={[3, 12]} />
  if (ways.isError) return <Trouble error={ways.error} again={() => void ways.refetch()} />
  const { lokaal, oidc, demo } = ways.data
  return (
    <div className="start">
      <Heading level={1}>{says.signIn.title}</Heading>
      {!lokaal && oidc.length === 0 && demo.length === 0 && <State icon="none" title={says.signIn.none} text={says.signIn.noneText} />}
      {wrong !== null && <p className="wrong" role="alert">{wrong}</p>}
      {demo.length > 0 && <Demo demo={demo} busy={busy} enter={enter} />}
      {oidc.map((one) => <a className="call call--filled" key={one.id} onClick={() => expectSession(true)} href={`/aanmelden/oidc/${encodeURIComponent(one.id)}`}>{says.signIn.with(one.naam)}</a>)}
      {lokaal && <Local busy={busy !== null} enter={enter} />}
    </div>
  )
}

function Demo({ demo, busy, enter }: { demo: Ways['demo']; busy: string | null; enter: (credentials: Credentials, name: string) => Promise<void> }) {
  const says = useSays()
  const organisations = [...new Set(demo.map((one) => one.organisatie))]
  return (
    <>
      <Paragraph>{says.signIn.demoText}</Paragraph>
      {organisations.map((organisation) => (
        <Section key={organisation} title={organisation}>
          <ul className="lines">
            {demo.filter((one) => one.organisatie === organisation).map((one) => (
              <li key={one.id} className="line--open">
                <button type="button" className="line" disabled={busy !== null} onClick={() => void enter({ soort: 'demo', gebruiker: one.id }, one.id)}>
                  <span className="row"><Icon name="person" /><span><span className="strong"><Dutch>{one.naam}</Dutch></span> <span className="small quiet">{says.roles[one.rol] ?? one.rol}</span></span></span>
                </button>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </>
  )
}

function Local({ busy, enter }: { busy: boolean; enter: (credentials: Credentials, name: string) => Promise<void> }) {
  const says = useSays()
  const [name, secret, code] = [useId(), useId(), useId()]
  const [typed, setTyped] = useState({ gebruikersnaam: '', wachtwoord: '', code: '' })
  const set = (field: keyof typeof typed) => (event: { target: { value: string } }) => setTyped((was) => ({ ...was, [field]: event.target.value }))
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); void enter({ soort: 'lokaal', ...typed }, 'lokaal') }}>
      <Heading level={2}>{says.signIn.local}</Heading>
      <div className="field"><label htmlFor={name}>{says.signIn.name}</label><input id={name} className="utrecht-textbox" autoComplete="username" autoCapitalize="none" spellCheck={false} required value={typed.gebruikersnaam} onChange={set('gebruikersnaam')} /></div>
      <div className="field"><label htmlFor={secret}>{says.signIn.password}</label><input id={secret} className="utrecht-textbox" type="password" autoComplete="current-password" required value={typed.wachtwoord} onChange={set('wachtwoord')} /></div>
      <div className="field"><label htmlFor={code}>{says.signIn.code}</label><input id={code} className="utrecht-textbox" inputMode="numeric" autoComplete="one-time-code" value={typed.code} onChange={set('code')} /><p className="small quiet">{says.signIn.codeText}</p></div>
      <div><Button purpose="primary" type="submit" busy={busy}>{says.signIn.enter}</Button></div>
    </form>
  )
}
