// What only someone who is signed in sees, with the outbox open.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

import { useLock } from '../outbox/use'
import { Ghosts, State, Trouble } from '../parts/state'
import { useSession } from '../signin/session'
import type { Person } from '../signin/types'
import { useSignalNews } from './api'
import { Unlock } from './unlock'
import { useSays } from './words'

export function Inside({ children }: { children: (me: Person) => ReactNode }) {
  const says = useSays()
  const session = useSession()
  const lock = useLock()
  useSignalNews()
  if (session.isPending || lock.isPending) return <Ghosts heights={[3, 6, 6, 6]} />
  if (session.isError) return <Trouble error={session.error} again={() => void session.refetch()} />
  if (session.data === null) {
    return (
      <State icon="person" title={says.inside.signIn} text={navigator.onLine ? says.inside.signInText : says.inside.signInOffline}>
        <Link className="call call--filled" href="/aanmelden">{says.inside.toSignIn}</Link>
      </State>
    )
  }
  if (lock.data?.locked) return <Unlock kind={lock.data.kind} />
  return (
    <>
      {session.data.from === 'device' && <Paragraph className="small quiet">{says.inside.fromDevice(session.data.session.gebruiker.naam)}</Paragraph>}
      {children(session.data.session.gebruiker)}
    </>
  )
}
