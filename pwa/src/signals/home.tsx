// Signalen: mine, to do, or the inbox of a partner; and what still lies on this device.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Link } from 'wouter'

import { Icon } from '../parts/icon'
import { useTitle } from '../parts/title'
import { canWeigh, isPrivacyOfficer } from '../signin/session'
import type { Person } from '../signin/types'
import { Inside } from './inside'
import { MyList } from './mine'
import { Waiting } from './waiting'
import { TodoList } from './todo'
import type { ListName } from './types'
import { useSays } from './words'

/** Lists that a person has something to do in. A boa weighs nothing, a privacy officer sees the register instead. */
export function listsOf({ rollen }: Person): ListName[] {
  const weighs = canWeigh(rollen)
  if (!weighs) return ['mijn']
  return rollen.includes('boa') ? ['mijn', 'te-doen', 'postvak'] : ['te-doen', 'postvak', 'mijn']
}

export default function SignalsPage({ list }: { list: string | null }) {
  const says = useSays()
  useTitle(says.home.title)
  return (
    <Inside>
      {(me) => {
        const lists = listsOf(me)
        const chosen = lists.find((one) => one === list) ?? lists[0] ?? 'mijn'
        return (
          <div className="here">
            <div className="place__row">
              <Heading level={1}>{says.lists[chosen]}</Heading>
              <Link className="call call--filled" href="/signalen/nieuw"><Icon name="plus" />{says.home.record}</Link>
            </div>
            {lists.length > 1 && (
              <nav className="chips" aria-label={says.home.lists}>
                {lists.map((one) => <Link key={one} className="chip" href={`/signalen/lijst/${one}`} aria-current={one === chosen ? 'true' : undefined}>{says.lists[one]}</Link>)}
              </nav>
            )}
            <Waiting owner={me.id} />
            {chosen === 'mijn' ? <MyList owner={me.id} /> : <TodoList key={chosen} owner={me.id} list={chosen} />}
            <p className="row small">
              {isPrivacyOfficer(me.rollen) && <Link href="/verwerkingen">{says.privacy.title}</Link>}
              <Link href="/signalen/toestel">{says.lock.title}</Link>
            </p>
          </div>
        )
      }}
    </Inside>
  )
}
