// What a map is given to draw. Plain data, so that pages do not load the map library with it.
import type { FeatureCollection } from 'geojson'

import type { BaseMap, MapItem } from '../api/answers'

/** Areas to draw: from vector tiles of the server, or shapes that an answer brought. */
export type AreaSource = { kind: 'tiles'; template: string; layer: string; minZoom: number; maxZoom: number } | { kind: 'shapes'; shapes: FeatureCollection }

/** The class of an area: 0 is the lowest; or why there is none. */
export type AreaClass = number | 'suppressed' | 'unknown'

export interface Drawn {
  items: MapItem[]
  areas: AreaSource | null
  /** classes by code; null when no figure is chosen */
  classes: Record<string, AreaClass> | null
  /** the item that is pointed at */
  chosen: string | null
  mark: { lat: number; lon: number; accuracyM: number } | null
  baseMap: BaseMap | null
}

export const NOTHING: Drawn = { items: [], areas: null, classes: null, chosen: null, mark: null, baseMap: null }

export const itemKey = (item: Pick<MapItem, 'layer' | 'id' | 'source'>): string => `${item.layer} ${item.source.dataset} ${item.id}`
