// The sheet with the map: layers, moment, figure and its legend, what is chosen, and the list.
import { Heading } from '@nl-design-system-candidate/heading-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'

import type { Choropleth, MapItem, MapItems, MapLayer, Overview } from '../api/answers'
import type { Told } from '../ask/desk'
import { moment } from '../format'
import { Freshness } from '../parts/freshness'
import { useSpeech } from '../words'
import { ChosenArea, ChosenItem, ChosenSpot } from './chosen'
import { FigureChoice, Legend } from './figure'
import { WalkList } from './list'
import { Mark } from './mark'
import { HOURS_MAX, LAYERS, type MapState } from './state'

export type Chosen = { kind: 'item'; key: string; by: 'map' | 'list' } | { kind: 'area'; code: string; name: string; lat: number; lon: number } | { kind: 'spot'; lat: number; lon: number }

export interface SheetProps {
  state: MapState
  change: (change: Partial<MapState>) => void
  within: string | null
  opened: Date
  at: string | null
  overview: Overview | undefined
  counts: MapItems | null
  listed: UseQueryResult<Told<MapItems>>
  items: MapItem[]
  figure: UseQueryResult<Told<Choropleth>>
  mine: boolean
  chosen: Chosen | null
  choose: (chosen: Chosen | null) => void
  chosenItem: MapItem | null
}

export function Sheet(props: SheetProps) {
  const { words } = useSpeech()
  const { state, change, figure, chosen, chosenItem, listed } = props
  return (
    <div className="sheet">
      <div className="row row--spread"><Heading level={1}>{words.map.title}</Heading></div>
      {chosen?.kind === 'area' && <ChosenArea area={chosen} value={figure.data?.answer} close={() => props.choose(null)} />}
      {chosen?.kind === 'spot' && <ChosenSpot spot={chosen} close={() => props.choose(null)} />}
      {chosen?.kind === 'item' && chosen.by === 'map' && chosenItem && <ChosenItem item={chosenItem} close={() => props.choose(null)} />}
      <Layers state={state} change={change} counts={props.counts} />
      <TimeSlider hours={state.hours} change={(hours) => change({ hours })} opened={props.opened} />
      <FigureChoice {...props} />
      {state.figure !== null && figure.data && <Legend figure={figure.data.answer} />}
      <WalkList {...props} />
      {listed.data && <Freshness told={listed.data} />}
    </div>
  )
}

function Layers({ state, change, counts }: Pick<SheetProps, 'state' | 'change' | 'counts'>) {
  const { words } = useSpeech()
  const toggle = (layer: MapLayer) => change({ layers: state.layers.includes(layer) ? state.layers.filter((one) => one !== layer) : LAYERS.filter((one) => one === layer || state.layers.includes(one)) })
  return (
    <div className="chips" role="group" aria-label={words.map.layers}>
      {LAYERS.map((layer) => {
        const count = counts?.layers.find((one) => one.layer === layer)
        return (
          <button type="button" className="chip" key={layer} aria-pressed={state.layers.includes(layer)} onClick={() => toggle(layer)}>
            <Mark layer={layer} />{words.map.kinds[layer]}<span className="chip__count">{count ? count.shown + count.more : '…'}</span>
          </button>
        )
      })}
    </div>
  )
}

/** How long the slider must rest before the map follows, in milliseconds. */
const REST_MS = 200
const HOUR_MS = 3_600_000

function TimeSlider({ hours, change, opened }: { hours: number; change: (hours: number) => void; opened: Date }) {
  const { words, language } = useSpeech()
  const id = useId()
  const [at, setAt] = useState(hours)
  useEffect(() => {
    if (at === hours) return
    const timer = setTimeout(() => change(at), REST_MS)
    return () => clearTimeout(timer)
  }, [at, hours, change])
  const says = at === 0 ? words.map.timeNow : moment(new Date(opened.getTime() + at * HOUR_MS), language)
  return (
    <div className="slider">
      <label htmlFor={id} className="row row--spread"><span className="strong">{words.map.time}</span><span>{says}</span></label>
      <input id={id} type="range" min={0} max={HOURS_MAX} step={1} value={at} aria-valuetext={at === 0 ? says : `${says}, ${words.map.later(at)}`} onChange={(event) => setAt(Number(event.target.value))} />
    </div>
  )
}
