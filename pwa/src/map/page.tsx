// Kaart: the map first, under or beside it a sheet with everything that the map shows.
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'

import { useAreaSource } from '../ask/areasource'
import { useChoropleth } from '../ask/figures'
import { useMap, type Box } from '../ask/map'
import { useMoment } from '../ask/queries'
import { useSpot } from '../here/spot'
import { Icon } from '../parts/icon'
import { Quiet } from '../parts/quiet'
import { State, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { useWords } from '../words'
import { asBox } from './box'
import { classesOf } from './classes'
import { itemKey, type Drawn } from './drawn'
import { Sheet, type Chosen } from './sheet'
import { useMapState } from './state'

const MapCanvas = lazy(() => import('./canvas'))

const NETHERLANDS: Box = [3.3, 50.7, 7.25, 53.6]
const SPOT_ZOOM = 15.6
/** Most things on the map and in its list. */
const ITEMS_MAX = 250
const HOUR_MS = 3_600_000

export default function MapPage() {
  const words = useWords()
  useTitle(words.map.title)
  const { spot, finding, follow } = useSpot()
  const moment = useMoment()
  const [state, change] = useMapState()
  const overview = moment.data?.answer
  const gemeenten = overview?.gemeenten ?? []
  const within = state.within ?? (gemeenten.length === 1 ? gemeenten[0]?.code ?? null : null)
  const [box, setBox] = useState<Box | null>(null)
  const [opened] = useState(() => new Date())
  const [chosen, setChosen] = useState<Chosen | null>(null)

  const start = spot === null ? asBox(gemeenten.find((one) => one.code === within)?.bounds ?? overview?.bounds ?? NETHERLANDS) : null
  const shownBox = box ?? start ?? (spot === null ? null : roundSpot(spot))
  const at = state.hours === 0 ? null : new Date(opened.getTime() + state.hours * HOUR_MS).toISOString()
  const from = spot?.kind === 'mine' ? { lat: spot.lat, lon: spot.lon } : undefined
  const question = shownBox === null || overview === undefined ? null : { box: shownBox, ...(at === null ? {} : { at }), ...(from === undefined ? {} : { from }) }
  const counts = useMap(question === null ? null : { ...question, limit: 1 })
  const listed = useMap(question === null || state.layers.length === 0 ? null : { ...question, layers: state.layers, limit: ITEMS_MAX })
  const items = useMemo(() => (state.layers.length === 0 ? [] : listed.data?.answer.items ?? []), [listed.data, state.layers.length])
  const figure = useChoropleth(state.figure === null ? null : { measure: state.figure, level: state.level, within: state.level === 'gemeente' ? null : within, period: state.period })
  const areas = useAreaSource(state.figure === null ? 'buurt' : state.level, spot)
  const classes = useMemo(() => (state.figure !== null && figure.data ? classesOf(figure.data.answer) : null), [figure.data, state.figure])

  const drawn: Drawn = useMemo(() => ({
    items, areas, classes, baseMap: overview?.base_map ?? null,
    chosen: chosen?.kind === 'item' ? chosen.key : null,
    mark: spot === null ? null : { lat: spot.lat, lon: spot.lon, accuracyM: spot.kind === 'mine' ? spot.accuracyM : 0 },
  }), [items, areas, classes, overview?.base_map, chosen, spot])

  const tapped = useCallback((where: { lat: number; lon: number }, hit: { layer: string; id: string; name: string } | null) => {
    if (hit?.layer === 'items') setChosen({ kind: 'item', key: hit.id, by: 'map' })
    else if (hit) setChosen({ kind: 'area', code: hit.id, name: hit.name, ...where })
    else setChosen({ kind: 'spot', ...where })
  }, [])

  if (moment.isError) return <div className="sheet"><Trouble error={moment.error} again={() => void moment.refetch()} /></div>
  const view = spot === null ? { box: start ?? NETHERLANDS } : { lat: spot.lat, lon: spot.lon, zoom: SPOT_ZOOM }
  const failed = <div className="map__says"><State icon="map" title={words.map.failed} text={words.map.failedText} /></div>
  return (
    <div className="map">
      <div className="map__view">
        {overview === undefined || areas === null ? <div className="ghost canvas" /> : (
          <Quiet otherwise={failed}>
            <Suspense fallback={<div className="ghost canvas" />}>
              <MapCanvas key={`${areas.kind} ${areas.kind === 'tiles' ? areas.layer : ''}`} label={words.map.canvas} drawn={drawn} view={box === null || spot !== null ? view : { box }} onMove={setBox} onTap={tapped} />
            </Suspense>
          </Quiet>
        )}
        <div className="map__tools">
          <button type="button" className="tool" aria-label={words.map.mine} disabled={finding === 'finding'} onClick={follow}><Icon name="target" /></button>
        </div>
      </div>
      <Sheet
        state={state} change={change} within={within} opened={opened} at={at} overview={overview}
        counts={counts.data?.answer ?? null} listed={listed} items={items} figure={figure} mine={from !== undefined}
        chosen={chosen} choose={setChosen} chosenItem={chosen?.kind === 'item' ? items.find((item) => itemKey(item) === chosen.key) ?? null : null}
      />
    </div>
  )
}

/** What a screen shows round a spot before the map has said so itself, in degrees. */
function roundSpot({ lat, lon }: { lat: number; lon: number }): Box {
  return [lon - 0.004, lat - 0.0025, lon + 0.004, lat + 0.0025]
}
