// What the map draws: areas (with classes when a figure is chosen), zones, places, and the spot.
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import type { FeatureCollection } from 'geojson'

import { baseLayers } from './base'
import { itemKey, type AreaSource, type Drawn } from './drawn'
import { addMarks, MARK_IMAGE } from './marks'
import { drawNames, NAME_IMAGE, ZONE_IMAGE } from './names'
import { zoneNames } from './zones'

/** Classes that the colours reach to. */
export const CLASSES_MAX = 5
const EARTH_M = 40_075_016.7
/** From this zoom on a zone says what it is; further out the names of areas have the room. */
const ZONE_NAMES_FROM = 13

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

export function style(drawn: Drawn): StyleSpecification {
  const base = baseLayers(drawn.baseMap)
  return {
    version: 8,
    sources: { ...base.sources },
    layers: [{ id: 'paper', type: 'background', paint: { 'background-color': colour('card-2') } }, ...base.layers],
  }
}

/** Adds our sources and layers over the base map. */
export function addLayers(map: MapLibre, drawn: Drawn): void {
  addHatch(map)
  drawNames(map, { ink: colour('ink'), edge: colour('card'), rules: colour('accent') })
  const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }
  addAreas(map, drawn.areas)
  map.addSource('items', { type: 'geojson', data: empty })
  map.addSource('zones', { type: 'geojson', data: empty })
  map.addSource('mark', { type: 'geojson', data: empty })
  const ink = colour('ink')
  const accent = colour('accent')
  const care = colour('care')
  const line = colour('line-strong')
  const byLayer: ExpressionSpecification = ['match', ['get', 'layer'], 'regels', accent, 'meldingen', care, 'bekendmakingen', ink, line]
  addMarks(map, { regels: accent, meldingen: care, bekendmakingen: ink, plekken: line }, colour('card'))
  const zones = (holds: boolean): ExpressionSpecification => ['all', ['==', ['geometry-type'], 'Polygon'], ['==', ['get', 'holds'], holds]]
  map.addLayer({ id: 'item-zones', type: 'fill', source: 'items', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': byLayer, 'fill-opacity': ['case', ['get', 'chosen'], 0.34, ['get', 'holds'], 0.2, 0.06] } })
  map.addLayer({ id: 'item-edges', type: 'line', source: 'items', filter: zones(true), paint: { 'line-color': byLayer, 'line-width': ['case', ['get', 'chosen'], 4, 2.5] } })
  // what does not hold now has a broken edge
  map.addLayer({ id: 'item-edges-later', type: 'line', source: 'items', filter: zones(false), paint: { 'line-color': byLayer, 'line-width': ['case', ['get', 'chosen'], 4, 2], 'line-dasharray': [3, 2] } })
  map.addLayer({ id: 'mark-doubt', type: 'circle', source: 'mark', paint: { 'circle-radius': ['interpolate', ['exponential', 2], ['zoom'], 0, 0, 22, ['get', 'px22']], 'circle-color': accent, 'circle-opacity': 0.16, 'circle-stroke-color': accent, 'circle-stroke-width': 1 } })
  map.addLayer({ id: 'zone-names', type: 'symbol', source: 'zones', minzoom: ZONE_NAMES_FROM, layout: { 'icon-image': ['get', 'image'], 'icon-anchor': 'top', 'icon-offset': [0, 3], 'icon-padding': 2, 'symbol-sort-key': ['get', 'order'] } })
  map.addLayer({ id: 'item-points', type: 'symbol', source: 'items', filter: ['==', ['geometry-type'], 'Point'], layout: { 'icon-image': ['concat', MARK_IMAGE, ['get', 'layer']], 'icon-size': ['interpolate', ['linear'], ['zoom'], 11, ['case', ['get', 'chosen'], 0.9, 0.55], 15, ['case', ['get', 'chosen'], 1.35, 1]], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['case', ['get', 'chosen'], 1, 0] } })
  // over the marks: of many marks together the name of the area says most
  if (map.getLayer('areas-names')) map.moveLayer('areas-names')
  map.addLayer({ id: 'mark-spot', type: 'circle', source: 'mark', paint: { 'circle-radius': 8, 'circle-color': accent, 'circle-stroke-color': colour('card'), 'circle-stroke-width': 3 } })
}

function addAreas(map: MapLibre, areas: AreaSource | null): void {
  if (areas === null) return
  if (areas.kind === 'tiles') map.addSource('areas', { type: 'vector', tiles: [areas.template], minzoom: areas.minZoom, maxzoom: areas.maxZoom })
  else map.addSource('areas', { type: 'geojson', data: areas.shapes })
  const from = areas.kind === 'tiles' ? { source: 'areas', 'source-layer': areas.layer } : { source: 'areas' }
  map.addLayer({ id: 'areas-fill', type: 'fill', ...from, paint: { 'fill-color': colour('card'), 'fill-opacity': map.getStyle().layers.length > 1 ? 0.12 : 1 } })
  map.addLayer({ id: 'areas-hatch', type: 'fill', ...from, paint: { 'fill-pattern': 'hatch' }, layout: { visibility: 'none' } })
  map.addLayer({ id: 'areas-names', type: 'symbol', ...from, layout: { 'icon-image': ['concat', NAME_IMAGE, ['get', 'name']], 'icon-padding': 6 } })
  map.addLayer({ id: 'areas-edges', type: 'line', ...from, paint: { 'line-color': colour('line-strong'), 'line-width': 1.25 } })
}

/** Brings the data of our layers up to date. */
export function putData(map: MapLibre, drawn: Drawn): void {
  void map.getSource<GeoJSONSource>('items')?.setData(features(drawn))
  void map.getSource<GeoJSONSource>('zones')?.setData(placesOfNames(drawn))
  if (drawn.areas?.kind === 'shapes') void map.getSource<GeoJSONSource>('areas')?.setData(drawn.areas.shapes)
  if (map.getLayer('areas-fill')) putClasses(map, drawn.classes)
  putMark(map, drawn)
}

function putClasses(map: MapLibre, classes: Drawn['classes']): void {
  const entries = Object.entries(classes ?? {})
  const numbered = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  const hatched = entries.filter(([, one]) => one === 'suppressed').map(([code]) => code)
  const card = colour('card')
  const fill = numbered.length === 0 ? card : (['match', ['get', 'code'], ...numbered.flatMap(([code, one]) => [code, colour(`class-${Math.min(one, CLASSES_MAX - 1)}`)]), card] as unknown as ExpressionSpecification)
  map.setPaintProperty('areas-fill', 'fill-color', fill)
  map.setPaintProperty('areas-fill', 'fill-opacity', classes === null ? (map.getSource('base') ? 0.12 : 1) : map.getSource('base') ? 0.75 : 1)
  map.setFilter('areas-hatch', ['in', ['get', 'code'], ['literal', hatched]])
  map.setLayoutProperty('areas-hatch', 'visibility', hatched.length > 0 ? 'visible' : 'none')
}

export function putMark(map: MapLibre, { mark }: Drawn): void {
  const source = map.getSource<GeoJSONSource>('mark')
  if (!source) return
  if (mark === null) {
    void source.setData({ type: 'FeatureCollection', features: [] })
    return
  }
  const metresPerPixel22 = (EARTH_M * Math.cos((mark.lat * Math.PI) / 180)) / 512 / 2 ** 22
  void source.setData({ type: 'Feature', geometry: { type: 'Point', coordinates: [mark.lon, mark.lat] }, properties: { px22: mark.accuracyM / metresPerPixel22 } })
}

function features(drawn: Drawn): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: drawn.items.map((item) => ({
      type: 'Feature',
      geometry: item.geometry ?? { type: 'Point', coordinates: [item.lon, item.lat] },
      properties: { key: itemKey(item), layer: item.layer, holds: item.in_force !== false, chosen: itemKey(item) === drawn.chosen },
    })),
  }
}

/** What stands in the zones: what was chosen has room first, then what holds now. */
function placesOfNames(drawn: Drawn): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: zoneNames(drawn.items, itemKey).map(({ lat, lon, lines, keys, holds }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { image: ZONE_IMAGE + lines.join('\n'), key: keys[0], order: drawn.chosen !== null && keys.includes(drawn.chosen) ? 0 : holds ? 1 : 2 },
    })),
  }
}

/** Slanted lines for "too few to show": a pattern that needs no colour to be seen. */
function addHatch(map: MapLibre): void {
  const side = 16
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.fillStyle = colour('card')
  pen.fillRect(0, 0, side, side)
  pen.strokeStyle = colour('line-strong')
  pen.lineWidth = 2
  for (const shift of [-side, 0, side]) {
    pen.beginPath()
    pen.moveTo(shift, side)
    pen.lineTo(shift + side, 0)
    pen.stroke()
  }
  map.addImage('hatch', pen.getImageData(0, 0, side, side), { pixelRatio: 2 })
}
