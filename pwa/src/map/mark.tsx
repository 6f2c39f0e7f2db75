// The mark of a layer beside its name: the same shape as on the map.
import type { MapLayer } from '../api/answers'
import { MARKS } from './marks'

export function Mark({ layer }: { layer: MapLayer }) {
  const { shape, detail } = MARKS[layer]
  return (
    <svg className={`icon mark mark--${layer}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path className="mark__shape" d={shape} />
      {detail !== '' && <path className="mark__detail" d={detail} />}
    </svg>
  )
}
