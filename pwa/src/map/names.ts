// Names on the map as images: drawn by us, because letters from a server would not be there without network.
import type { Map as MapLibre } from 'maplibre-gl'

import { drawMark } from './marks'

/** Begins the name of the image of an area's name, and of what stands in a zone. */
export const NAME_IMAGE = 'name '
export const ZONE_IMAGE = 'zone '
const AREA_PX = 15
const ZONE_PX = 14
const EDGE_PX = 3

/** From this many characters on a name stands on two lines, so that less of it falls off the map. */
const NAME_FOLDS_FROM = 14

/** A name on one line, or on two that are as even as its words allow. */
export function folded(name: string): string[] {
  if (name.length < NAME_FOLDS_FROM) return [name]
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index)
  const middle = spaces.toSorted((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))[0]
  return middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle + 1)]
}

interface Looks { ink: string; edge: string; rules: string }

/** Draws each name when the map first asks for it. */
export function drawNames(map: MapLibre, looks: Looks): void {
  map.setMissingStyleImageResolver((id) => {
    if (map.hasImage(id)) return
    if (id.startsWith(NAME_IMAGE)) addName(map, id, folded(id.slice(NAME_IMAGE.length)), AREA_PX, looks)
    if (id.startsWith(ZONE_IMAGE)) addName(map, id, id.slice(ZONE_IMAGE.length).split('\n'), ZONE_PX, looks)
  })
}

function addName(map: MapLibre, id: string, lines: string[], size: number, { ink, edge, rules }: Looks): void {
  if (lines.join('') === '') return
  const ratio = Math.max(1, Math.round(devicePixelRatio))
  const zone = id.startsWith(ZONE_IMAGE)
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) return
  const font = (row: number) => `${zone && row > 0 ? 500 : 650} ${size * ratio}px ${getComputedStyle(document.body).fontFamily}`
  const wide = lines.map((line, row) => {
    pen.font = font(row)
    return pen.measureText(line).width
  })
  const high = Math.ceil((size + EDGE_PX) * ratio)
  const edgePx = EDGE_PX * ratio
  const mark = zone ? high : 0
  canvas.width = Math.ceil(Math.max(mark + edgePx + (wide[0] ?? 0), ...wide.slice(1))) + 4 * edgePx
  canvas.height = lines.length * high + 2 * edgePx
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  pen.lineJoin = 'round'
  pen.lineWidth = 2 * edgePx
  pen.strokeStyle = edge
  pen.fillStyle = ink
  const place = (row: number): [number, number] => {
    const before = row === 0 && zone ? mark + edgePx : 0
    return [(canvas.width - (wide[row] ?? 0) - before) / 2 + before, edgePx + (row + 0.5) * high]
  }
  for (const draw of ['strokeText', 'fillText'] as const) {
    lines.forEach((line, row) => {
      pen.font = font(row)
      pen[draw](line, ...place(row))
    })
  }
  if (zone) drawMark(pen, 'regels', [place(0)[0] - mark - edgePx, edgePx], high, { fill: rules, edge })
  map.addImage(id, pen.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: ratio })
}
