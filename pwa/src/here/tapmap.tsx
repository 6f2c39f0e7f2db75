// Choose a spot by tapping the map.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { lazy, Suspense, useMemo } from 'react'

import { useAreaSource } from '../ask/areasource'
import { useMoment } from '../ask/queries'
import { asBox } from '../map/box'
import { NOTHING } from '../map/drawn'
import { Quiet } from '../parts/quiet'
import { State } from '../parts/state'
import { useWords } from '../words'
import { useSpot } from './spot'

const MapCanvas = lazy(() => import('../map/canvas'))
const NETHERLANDS: [number, number, number, number] = [3.3, 50.7, 7.25, 53.6]
const CLOSE_ZOOM = 16

export function TapMap({ choose, back }: { choose: (spot: { lat: number; lon: number }) => void; back: () => void }) {
  const words = useWords()
  const { spot } = useSpot()
  const moment = useMoment()
  const areas = useAreaSource('buurt', null)
  const baseMap = moment.data?.answer.base_map ?? null
  const drawn = useMemo(() => ({ ...NOTHING, areas, baseMap, mark: spot === null ? null : { lat: spot.lat, lon: spot.lon, accuracyM: spot.kind === 'mine' ? spot.accuracyM : 0 } }), [areas, baseMap, spot])
  const view = spot === null ? { box: asBox(moment.data?.answer.bounds ?? NETHERLANDS) } : { lat: spot.lat, lon: spot.lon, zoom: CLOSE_ZOOM }
  const failed = <State icon="warning" title={words.map.failed} />
  return (
    <div className="stack">
      <Heading level={1}>{words.here.tapMap}</Heading>
      <Paragraph>{words.here.tapHelp}</Paragraph>
      <div className="tapmap">
        {moment.isPending || (areas === null && !moment.isError) ? <div className="ghost canvas" /> : (
          <Quiet otherwise={failed}><Suspense fallback={<div className="ghost canvas" />}><MapCanvas label={words.map.canvas} drawn={drawn} view={view} onTap={choose} /></Suspense></Quiet>
        )}
      </div>
      <div><Button purpose="secondary" onClick={back}>{words.app.back}</Button></div>
    </div>
  )
}
