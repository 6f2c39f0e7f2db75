// A small map of one zone or place. The page stands without it: when the map does not load, it says so.
import { lazy, Suspense, useMemo } from 'react'

import type { MapLayer } from '../api/answers'
import { useMap, type Box } from '../ask/map'
import { NOTHING } from '../map/drawn'
import { Quiet } from '../parts/quiet'
import { useWords } from '../words'
import { useAreaSource } from '../ask/areasource'
import { boxOf } from '../map/box'

const MapCanvas = lazy(() => import('../map/canvas'))

/** How far round the spot a zone is looked for, in degrees: about 1,200 m north. */
const ROUND_DEGREES = 0.011
const ITEMS_MAX = 1000

interface Props { kind: MapLayer; id: string; dataset: string; at: string; around: { lat: number; lon: number }; point?: boolean }

export function ZoneMap({ kind, id, dataset, at, around, point = false }: Props) {
  const words = useWords()
  const box: Box = [around.lon - ROUND_DEGREES * 1.6, around.lat - ROUND_DEGREES, around.lon + ROUND_DEGREES * 1.6, around.lat + ROUND_DEGREES]
  const { data, isError } = useMap({ box, layers: [kind], at, limit: ITEMS_MAX })
  const item = data?.answer.items.find((one) => one.id === id && one.source.dataset === dataset)
  const areas = useAreaSource('buurt', around)
  const drawn = useMemo(() => ({ ...NOTHING, areas, items: item ? [item] : [], mark: point ? null : { ...around, accuracyM: 0 } }), [item, areas, point, around])
  if (isError || (data && !item)) return <p className="quiet">{words.rule.noZone}</p>
  return (
    <div className="smallmap">
      {item && (
        <Quiet otherwise={<p className="smallmap__says quiet">{words.rule.noMap}</p>}>
          <Suspense fallback={<p className="smallmap__says quiet">{words.rule.wait}</p>}>
            <MapCanvas label={words.map.canvas} drawn={drawn} view={{ box: boxOf(item, around) }} />
          </Suspense>
        </Quiet>
      )}
    </div>
  )
}
