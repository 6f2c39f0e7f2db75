// What the address of the map may hold: layers, figure, level, period, gemeente, hours from now. Never where someone looks.
import { useSearchParams } from 'wouter'

import type { Level, MapLayer } from '../api/answers'

export const LAYERS: MapLayer[] = ['regels', 'meldingen', 'bekendmakingen', 'plekken']
/** Things with a place are many (lamp posts); they are shown when asked for. */
const SHOWN_FIRST: MapLayer[] = ['regels', 'meldingen', 'bekendmakingen']
/** How far the slider goes, in hours. */
export const HOURS_MAX = 72
export const LEVELS: Level[] = ['buurt', 'wijk', 'gemeente']

export interface MapState {
  layers: MapLayer[]
  figure: string | null
  level: Level
  period: string | null
  within: string | null
  hours: number
}

/** Reads an address; what it does not understand is as if it were not there. */
export function readState(params: URLSearchParams): MapState {
  const layers = params.get('lagen')
  const level = params.get('per') as Level | null
  const hours = Number(params.get('uren') ?? 0)
  return {
    layers: layers === null ? SHOWN_FIRST : LAYERS.filter((layer) => layers.split(',').includes(layer)),
    figure: params.get('cijfer'),
    level: level !== null && LEVELS.includes(level) ? level : 'buurt',
    period: params.get('periode'),
    within: params.get('binnen'),
    hours: Number.isInteger(hours) && hours >= 0 && hours <= HOURS_MAX ? hours : 0,
  }
}

/** Writes what differs from the first sight. */
export function writeState(state: MapState): URLSearchParams {
  const params = new URLSearchParams()
  if (state.layers.join() !== SHOWN_FIRST.join()) params.set('lagen', state.layers.join(','))
  if (state.figure !== null) params.set('cijfer', state.figure)
  if (state.level !== 'buurt') params.set('per', state.level)
  if (state.period !== null) params.set('periode', state.period)
  if (state.within !== null) params.set('binnen', state.within)
  if (state.hours > 0) params.set('uren', String(state.hours))
  return params
}

export function useMapState(): [MapState, (change: Partial<MapState>) => void] {
  const [params, setParams] = useSearchParams()
  const state = readState(params)
  return [state, (change) => setParams((was) => writeState({ ...readState(was), ...change }), { replace: true })]
}
