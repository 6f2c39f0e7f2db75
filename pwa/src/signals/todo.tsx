// Te doen and the inbox of a partner: a list, the same as a map, in order of due day or as a walk; one tap takes a step.
import { lazy, Suspense, useMemo, useState } from 'react'
import { Link } from 'wouter'

import { useAreaSource } from '../ask/areasource'
import { useMoment } from '../ask/queries'
import { useSpot } from '../here/spot'
import { around } from '../map/box'
import { NOTHING } from '../map/drawn'
import type { MapItem } from '../api/answers'
import { Icon } from '../parts/icon'
import { Quiet } from '../parts/quiet'
import { Ghosts, State, Trouble } from '../parts/state'
import { useWords } from '../words'
import { useList, useSignal, useWalk } from './api'
import { Pages } from './mine'
import { Since } from './parts/age'
import { Line } from './parts/line'
import { Steps } from './steps'
import { Doubles } from './doubles'
import type { ListName, SignalLine } from './types'
import { useSays } from './words'

const MapCanvas = lazy(() => import('../map/canvas'))
/** Room round the signals on the map, in degrees. */
const ROUND = 0.002

export function TodoList({ owner, list }: { owner: string; list: ListName }) {
  const says = useSays()
  const [from, setFrom] = useState(0)
  const [walking, setWalking] = useState(false)
  const [mapped, setMapped] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const { spot, follow } = useSpot()
  const query = useList(owner, list, from)
  const walk = useWalk(owner, list, walking && spot ? { lat: spot.lat, lon: spot.lon } : null)
  if (query.isError) return <Trouble error={query.error} again={() => void query.refetch()} />
  if (query.isPending) return <Ghosts heights={[5, 5, 5]} />
  const ordered = walking && walk.data ? walk.data.signalen : query.data.answer.signalen
  const toWalk = () => {
    if (spot === null) follow()
    setWalking(!walking)
  }
  return (
    <div className="stack">
      <Since since={query.data.since} />
      <div className="chips">
        <button type="button" className="chip" aria-pressed={mapped} onClick={() => setMapped(!mapped)}><Icon name="map" />{says.todo.map}</button>
        <button type="button" className="chip" aria-pressed={walking} onClick={toWalk}><Icon name="pin" />{says.todo.walk}</button>
      </div>
      {walking && <p className="small quiet" role="status">{spot === null ? says.todo.walkNoSpot : walk.isError ? says.todo.walkFailed : says.todo.walkText}</p>}
      {mapped && <Mapped signals={ordered} chosen={open} choose={setOpen} />}
      {ordered.length === 0 ? <State icon="check" title={says.todo.none} text={list === 'postvak' ? says.todo.noneInbox : says.todo.noneText} /> : (
        <ol className="lines walk" aria-label={says.lists[list]}>
          {ordered.map((one) => (
            <li key={one.id} className="line--open">
              <button type="button" className="line" aria-expanded={open === one.id} onClick={() => setOpen(open === one.id ? null : one.id)}><Line signal={one} withAnswer={false} /></button>
              {open === one.id && <div className="walk__open"><Quick owner={owner} line={one} /></div>}
            </li>
          ))}
        </ol>
      )}
      {!walking && <Pages from={from} total={query.data.answer.totaal} go={setFrom} />}
    </div>
  )
}

/** What one can do with a signal without leaving the list. */
function Quick({ owner, line }: { owner: string; line: SignalLine }) {
  const says = useSays()
  const signal = useSignal(owner, line.id)
  return (
    <>
      {signal.isPending && <div className="ghost ghost--line" />}
      {signal.isError && <Trouble error={signal.error} again={() => void signal.refetch()} />}
      {signal.data && <><Doubles owner={owner} signal={signal.data.answer} /><Steps owner={owner} signal={signal.data.answer} /></>}
      <Link className="call" href={`/signalen/${encodeURIComponent(line.id)}`}>{says.todo.open}</Link>
    </>
  )
}

function Mapped({ signals, chosen, choose }: { signals: SignalLine[]; chosen: string | null; choose: (id: string) => void }) {
  const words = useWords()
  const baseMap = useMoment().data?.answer.base_map ?? null
  const areas = useAreaSource('buurt', null)
  const placed = useMemo(() => signals.flatMap((one) => one.plaats === null ? [] : [{ one, place: one.plaats }]), [signals])
  const drawn = useMemo(() => ({ ...NOTHING, areas, baseMap, items: placed.map(({ one, place }) => asItem(one, place)), chosen: chosen === null ? null : `meldingen ${DATASET} ${chosen}` }), [areas, baseMap, placed, chosen])
  if (placed.length === 0) return null
  const [west, south, east, north] = around(placed.map(({ place }) => [place.lon, place.lat]))
  return (
    <div className="smallmap smallmap--tall">
      <Quiet otherwise={<p className="smallmap__says quiet">{words.rule.noMap}</p>}>
        <Suspense fallback={<p className="smallmap__says quiet">{words.rule.wait}</p>}>
          <MapCanvas label={words.map.canvas} drawn={drawn} view={{ box: [west - ROUND, south - ROUND, east + ROUND, north + ROUND] }} onTap={(_, hit) => { if (hit?.layer === 'items') choose(hit.id.split(' ')[2] ?? '') }} />
        </Suspense>
      </Quiet>
    </div>
  )
}

/** The map draws things of datasets; signals are none, and are told apart by this. */
const DATASET = 'signalen'

function asItem(signal: SignalLine, place: { lat: number; lon: number }): MapItem {
  return { layer: 'meldingen', id: signal.id, kind: signal.soort, title: signal.kort, says: '', lat: place.lat, lon: place.lon, distance_m: 0, walk_m: 0, url: '', source: { dataset: DATASET, date: signal.opgenomenOp.slice(0, 10), licence: '', old: false } }
}
