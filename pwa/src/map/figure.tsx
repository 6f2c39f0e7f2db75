// A figure on the map: which, per what, of when, and what the colours mean.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useId, type ReactNode } from 'react'
import { Link } from 'wouter'

import type { AreaValue, Choropleth, Level } from '../api/answers'
import { number, period } from '../format'
import { Fold, Section } from '../parts/section'
import { SourceLine } from '../parts/source'
import { Dutch, useSpeech } from '../words'
import type { SheetProps } from './sheet'
import { LEVELS } from './state'

function Choice({ label, value, change, children }: { label: string; value: string; change: (value: string) => void; children: ReactNode }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="utrecht-select utrecht-select--html-select" value={value} onChange={(event) => change(event.target.value)}>{children}</select>
    </div>
  )
}

const levelOf = (level: string | undefined): Level | undefined => LEVELS.find((one) => one === level)

export function FigureChoice({ state, change, overview, within }: Pick<SheetProps, 'state' | 'change' | 'overview' | 'within'>) {
  const { words } = useSpeech()
  const measures = overview?.measures ?? []
  const measure = measures.find((one) => one.id === state.figure)
  const levels = (measure?.levels ?? []).filter((one, at, all) => levelOf(one.level) !== undefined && all.findIndex((other) => other.level === one.level) === at)
  const periods = levels.find((one) => one.level === state.level)?.periods ?? []
  const gemeenten = overview?.gemeenten ?? []
  const pick = (id: string) => {
    const chosen = measures.find((one) => one.id === id)
    const has = chosen?.levels.some((one) => one.level === state.level) === true
    change({ figure: id === '' ? null : id, period: null, ...(has ? {} : { level: levelOf(chosen?.levels[0]?.level) ?? state.level }) })
  }
  return (
    <div className="stack">
      <Choice label={words.map.figure} value={state.figure ?? ''} change={pick}>
        <option value="">{words.map.noFigure}</option>
        {measures.map((one) => <option key={one.id} value={one.id} lang="nl">{one.label}</option>)}
      </Choice>
      {measure && (
        <div className="selects">
          <Choice label={words.map.level} value={state.level} change={(level) => change({ level: level as Level, period: null })}>
            {levels.map((one) => <option key={one.level} value={one.level}>{words.levels[one.level] ?? one.level}</option>)}
          </Choice>
          <Choice label={words.map.period} value={state.period ?? periods.at(-1) ?? ''} change={(chosen) => change({ period: chosen === periods.at(-1) ? null : chosen })}>
            {periods.toReversed().map((one) => <option key={one} value={one}>{period(one, words)}</option>)}
          </Choice>
          {gemeenten.length > 1 && state.level !== 'gemeente' && (
            <Choice label={words.map.where} value={within ?? ''} change={(code) => change({ within: code === '' ? null : code })}>
              <option value="">{words.app.all}</option>
              {gemeenten.map((one) => <option key={one.code} value={one.code}>{one.name}</option>)}
            </Choice>
          )}
        </div>
      )}
    </div>
  )
}

export function Legend({ figure }: { figure: Choropleth }) {
  const { words } = useSpeech()
  return (
    <Section title={words.map.legend}>
      <Paragraph className="small"><Dutch>{figure.says}</Dutch></Paragraph>
      <ul className="legend small">
        {figure.classes.map((one, at) => <li key={one.says}><span className={`swatch swatch--${at}`} /><Dutch>{one.says}</Dutch><span className="quiet">{one.count}</span></li>)}
        {figure.suppressed > 0 && <li><span className="swatch swatch--suppressed" />{words.map.suppressed}<span className="quiet">{figure.suppressed}</span></li>}
        {figure.unknown > 0 && <li><span className="swatch swatch--unknown" />{words.map.unknown}<span className="quiet">{figure.unknown}</span></li>}
      </ul>
      {figure.source && <SourceLine source={figure.source} linked />}
      <Fold title={words.map.table}>
        <ul className="lines">{figure.areas.map((area) => <AreaRow key={area.code} area={area} figure={figure} />)}</ul>
      </Fold>
    </Section>
  )
}

function AreaRow({ area, figure }: { area: AreaValue; figure: Choropleth }) {
  return <li className="line--open"><Link className="line" href={`/gebied/${encodeURIComponent(area.code)}`}><span className="row row--spread"><span className="strong"><Dutch>{area.name}</Dutch></span><span><ValueSays area={area} figure={figure} /></span></span></Link></li>
}

/** "3,4 per 1.000 inwoners (2,1 tot 5,2)", or why there is no number. */
export function ValueSays({ area, figure }: { area: AreaValue; figure: Choropleth }) {
  const { words, language } = useSpeech()
  if (area.value == null) return <span className="quiet"><Dutch>{area.absent ?? words.map.noValue}</Dutch></span>
  const say = (value: number) => number(value, figure.decimals, language)
  const between = area.interval == null ? '' : ` (${say(area.interval[0])} ${language === 'nl' ? 'tot' : 'to'} ${say(area.interval[1])})`
  return <>{say(area.value)} <span className="small quiet"><Dutch>{figure.measure.unit}</Dutch>{between}</span></>
}
