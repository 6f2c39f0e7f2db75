// Boxes round what a map shows, in degrees: west, south, east, north.
import type { MapItem } from '../api/answers'

export type Box = [number, number, number, number]

/** A box of an answer, which comes as numbers. */
export function asBox(numbers: number[]): Box {
  const [west = 0, south = 0, east = 0, north = 0] = numbers
  return [west, south, east, north]
}

/** Smallest side of a box round one thing, in degrees. */
const SIDE_MIN = 0.0016

/** A box that holds a thing and a spot beside it. */
export function boxOf(item: MapItem, spot?: { lat: number; lon: number }): Box {
  const places: [number, number][] = [[item.lon, item.lat]]
  if (spot) places.push([spot.lon, spot.lat])
  if (item.geometry?.type === 'MultiPolygon') for (const [lon = 0, lat = 0] of item.geometry.coordinates.flat(2)) places.push([lon, lat])
  return grown(around(places))
}

/** The box round places; the places are longitude, latitude. */
export function around(places: [number, number][]): Box {
  const box: Box = [180, 90, -180, -90]
  for (const [lon, lat] of places) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

function grown([west, south, east, north]: Box): Box {
  const wide = Math.max(0, SIDE_MIN - (east - west)) / 2
  const high = Math.max(0, SIDE_MIN - (north - south)) / 2
  return [west - wide, south - high, east + wide, north + high]
}
