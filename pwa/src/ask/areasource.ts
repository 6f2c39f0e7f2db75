// The areas under the things on the map: vector tiles when there is network, shapes from the pack when there is none.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { AreaLine, AreaList, Level } from '../api/answers'
import { useOnline } from '../parts/online'
import type { AreaSource } from '../map/drawn'
import { askEngine, usablePacks } from './engine'
import { get } from './http'
import { useMoment } from './queries'

/** Most areas whose shapes are drawn without tiles. */
const SHAPES_MAX = 2000

export function useAreaSource(level: Level, near: { lat: number; lon: number } | null): AreaSource | null {
  const online = useOnline()
  const moment = useMoment()
  const tiles = moment.data?.answer.tiles ?? null
  const layer = tiles?.layers.find((one) => one.layer === TILE_LAYERS[level])
  const shapes = useQuery({
    queryKey: ['shapes', level, near === null ? null : [near.lat.toFixed(1), near.lon.toFixed(1)]],
    enabled: moment.isFetched && (!online || layer === undefined),
    queryFn: async ({ signal }) => {
      const own = await packShapes(level)
      return own.length > 0 || !online ? own : served(level, signal)
    },
  })
  return useMemo(() => {
    if (online && tiles !== null && layer) {
      const template = new URL(tiles.template, location.origin).href.replaceAll('%7B', '{').replaceAll('%7D', '}').replace('{layer}', layer.layer)
      return { kind: 'tiles', template, layer: layer.layer, minZoom: layer.min_zoom, maxZoom: layer.max_zoom }
    }
    if (!shapes.data) return null
    const features = shapes.data.flatMap((area) => area.geometry ? [{ type: 'Feature' as const, geometry: area.geometry, properties: { code: area.code, name: area.name, lat: area.lat, lon: area.lon } }] : [])
    return { kind: 'shapes', shapes: { type: 'FeatureCollection', features } }
  }, [online, tiles, layer, shapes.data])
}

/** The tile layer that holds the areas of a level. */
const TILE_LAYERS: Record<Level, string> = { gemeente: 'gemeenten', wijk: 'wijken', buurt: 'buurten' }

/** The shapes as the server gives them, where it has no tiles. */
async function served(level: Level, signal: AbortSignal): Promise<AreaLine[]> {
  const list = await get<AreaList>(`/v1/gebieden?niveau=${level}&limit=${SHAPES_MAX}&omtrek=true`, signal)
  return list.areas
}

async function packShapes(level: Level): Promise<AreaLine[]> {
  const lists = await Promise.all((await usablePacks()).map((pack) => askEngine<AreaList>(pack.gemeente, 'shapes', { niveau: level, binnen: pack.gemeente, limit: SHAPES_MAX }).catch(() => null)))
  return lists.flatMap((list) => list?.areas ?? [])
}
