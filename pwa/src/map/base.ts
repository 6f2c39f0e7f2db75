// The map under ours, only when the server is configured with one: raster tiles or a PMTiles file.
import { addProtocol, type LayerSpecification, type SourceSpecification } from 'maplibre-gl'
import { Protocol } from 'pmtiles'

import type { BaseMap } from '../api/answers'

const TILE_SIZE = 256
let protocol: Protocol | null = null

interface Base { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] }

/** Sources and layers of the base map; none when there is none, or it is of a kind that this version does not know. */
export function baseLayers(base: BaseMap | null): Base {
  if (base === null) return { sources: {}, layers: [] }
  const source = (address: { tiles: string[] } | { url: string }): Base => ({
    sources: { base: { type: 'raster', ...address, tileSize: TILE_SIZE, attribution: base.attribution } },
    layers: [{ id: 'base', type: 'raster', source: 'base', paint: { 'raster-saturation': -0.4 } }],
  })
  if (base.kind === 'raster') return source({ tiles: [base.url] })
  if (base.kind !== 'pmtiles') return { sources: {}, layers: [] }
  if (protocol === null) {
    protocol = new Protocol()
    addProtocol('pmtiles', protocol.tile)
  }
  return source({ url: `pmtiles://${new URL(base.url, location.href).href}` })
}
