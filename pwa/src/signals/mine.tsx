// Mijn signalen: each with what happened to it, newest answer first.
import { Button } from '@nl-design-system-candidate/button-react'
import { useState } from 'react'
import { Link } from 'wouter'

import { Ghosts, State, Trouble } from '../parts/state'
import { PAGE, useList } from './api'
import { Since } from './parts/age'
import { Line } from './parts/line'
import { useSays } from './words'

export function MyList({ owner }: { owner: string }) {
  const says = useSays()
  const [from, setFrom] = useState(0)
  const list = useList(owner, 'mijn', from)
  if (list.isError) return <Trouble error={list.error} again={() => void list.refetch()} />
  if (list.isPending) return <Ghosts heights={[5, 5, 5]} />
  const { signalen, totaal } = list.data.answer
  return (
    <div className="stack">
      <Since since={list.data.since} />
      {signalen.length === 0 ? <State icon="signals" title={says.mine.none} text={says.mine.noneText} /> : (
        <ul className="lines" aria-label={says.lists.mijn}>
          {signalen.map((one) => <li key={one.id} className="line--open"><Link className="line" href={`/signalen/${encodeURIComponent(one.id)}`}><Line signal={one} withAnswer /></Link></li>)}
        </ul>
      )}
      <Pages from={from} total={totaal} go={setFrom} />
    </div>
  )
}

/** From one page of a list to the next. */
export function Pages({ from, total, go }: { from: number; total: number; go: (from: number) => void }) {
  const says = useSays()
  if (total <= PAGE) return null
  return (
    <div className="row row--spread">
      <Button purpose="secondary" disabled={from === 0} onClick={() => go(Math.max(0, from - PAGE))}>{says.line.newer}</Button>
      <span className="small quiet">{says.line.page(from + 1, Math.min(from + PAGE, total), total)}</span>
      <Button purpose="secondary" disabled={from + PAGE >= total} onClick={() => go(from + PAGE)}>{says.line.older}</Button>
    </div>
  )
}
