// The mark of each layer: a shape of its own, the same on the map, beside its name and in the list. Drawn on 24 units.
import type { Map as MapLibre } from 'maplibre-gl'

import type { MapLayer } from '../api/answers'

interface MarkShape { shape: string; detail: string }

export const MARKS: Record<MapLayer, MarkShape> = {
  // a shield
  regels: { shape: 'M12 2 3 5.5V12c0 5 4 8.500 9 10 5-1.500 9-5 9-10V5.500z', detail: 'M12 7.500v5.500M12 16.800v.1' },
  // a balloon with words
  meldingen: { shape: 'M2.500 3.500h19v13.500H11.500L6 22v-5H2.500z', detail: 'M7 8.300h10M7 12.300h6.500' },
  // a sheet of paper with its corner folded
  bekendmakingen: { shape: 'M4.500 2h10.500l4.500 4.500V22h-15z', detail: 'M8 9.500h8M8 13.500h8M8 17.500h5' },
  // a small diamond: there are many
  plekken: { shape: 'M12 5.500 18.500 12 12 18.500 5.500 12z', detail: '' },
}

const UNITS = 24
const MARK_PX = 26
const EDGE_PX = 2.5
/** Begins the name of the image of a mark. */
export const MARK_IMAGE = 'mark '

/** Draws a mark with its upper left corner at a place, `side` pixels high. */
export function drawMark(pen: CanvasRenderingContext2D, layer: MapLayer, [x, y]: [number, number], side: number, colours: { fill: string; edge: string }): void {
  const { shape, detail } = MARKS[layer]
  const scale = side / UNITS
  const outline = new Path2D(shape)
  pen.save()
  pen.translate(x, y)
  pen.scale(scale, scale)
  pen.lineJoin = pen.lineCap = 'round'
  pen.strokeStyle = colours.edge
  pen.lineWidth = (2 * EDGE_PX * UNITS) / MARK_PX
  pen.stroke(outline)
  pen.fillStyle = colours.fill
  pen.fill(outline)
  pen.lineWidth = 2
  pen.stroke(new Path2D(detail))
  pen.restore()
}

/** Gives the map an image of each mark. */
export function addMarks(map: MapLibre, colours: Record<MapLayer, string>, edge: string): void {
  const ratio = Math.max(1, Math.round(devicePixelRatio))
  const side = (MARK_PX + 2 * EDGE_PX) * ratio
  for (const layer of Object.keys(MARKS) as MapLayer[]) {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = side
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    if (!pen) continue
    drawMark(pen, layer, [EDGE_PX * ratio, EDGE_PX * ratio], MARK_PX * ratio, { fill: colours[layer], edge })
    map.addImage(MARK_IMAGE + layer, pen.getImageData(0, 0, side, side), { pixelRatio: ratio })
  }
}
