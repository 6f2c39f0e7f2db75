// What stands in a zone of rules on the map: the name of the zone, and its rules with their sign.
import type { MapItem } from '../api/answers'
import { around } from './box'

/** Rules that are named in a zone; the others are counted. */
const RULES_MAX = 3
/** Longest line on the map, in characters. */
const LINE_MAX = 30

/** A name hangs from the middle of the upper edge of its zone: there it leaves what lies in the zone in sight. */
export interface ZoneName { lat: number; lon: number; lines: string[]; keys: string[]; holds: boolean }

/** Holds now ▲, later ○, not known ?: the signs of Hier. */
const sign = (item: MapItem): string => item.in_force == null ? '?' : item.in_force ? '▲' : '○'

const short = (text: string): string => text.length <= LINE_MAX ? text : `${text.slice(0, LINE_MAX - 1).trimEnd()}…`

/** "Alcoholverbod, Havenplein" as rule and zone; the title alone when it names no zone. */
function parted(title: string): [rule: string, zone: string] {
  const at = title.lastIndexOf(', ')
  return at < 0 ? [title, ''] : [title.slice(0, at), title.slice(at + 2)]
}

/** One name for each zone, however many rules it has. */
export function zoneNames(items: MapItem[], keyOf: (item: MapItem) => string): ZoneName[] {
  const zones = new Map<string, MapItem[]>()
  for (const item of items) {
    if (item.layer !== 'regels' || item.geometry == null) continue
    const zone = `${item.lat} ${item.lon} ${parted(item.title)[1]}`
    zones.set(zone, [...zones.get(zone) ?? [], item])
  }
  return [...zones.values()].flatMap((rules) => {
    const [first] = rules
    if (first?.geometry?.type !== 'MultiPolygon') return []
    const [west, , east, north] = around(first.geometry.coordinates.flat(2).map(([lon = 0, lat = 0]) => [lon, lat]))
    const now = rules.toSorted((a, b) => Number(b.in_force === true) - Number(a.in_force === true))
    const named = now.slice(0, RULES_MAX).map((rule) => `${sign(rule)} ${parted(rule.title)[0]}`)
    const more = rules.length - named.length
    const lines = [parted(first.title)[1], ...named, more > 0 ? `+ ${more}` : ''].filter((line) => line !== '').map(short)
    return [{ lat: north, lon: (west + east) / 2, lines, keys: rules.map(keyOf), holds: rules.some((rule) => rule.in_force === true) }]
  })
}
