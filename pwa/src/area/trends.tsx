// Small multiples: each figure over its periods with the band of chance, on the scale that the answer gives.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { memo } from 'react'

import type { TrendItem } from '../api/answers'
import { number, period, sentence } from '../format'
import { Fold, PaperFold, Section } from '../parts/section'
import { SourceLine } from '../parts/source'
import { Dutch, useSpeech, useWords } from '../words'
import { bands, lines, path, type Frame } from './chart'

const FRAME: Frame = { width: 300, height: 96, left: 4, right: 4, top: 6, bottom: 6 }

/** Figures of which there is something to draw. */
export const drawable = (trends: TrendItem[]): TrendItem[] => trends.filter((trend) => trend.points.filter((point) => point.value != null).length > 1)

/** Figures about one thing, under one heading. */
export interface TrendGroup { group: string; trends: TrendItem[] }

/** What an officer asks first; the other groups follow in the order of the answer. */
const GROUPS_FIRST = ['overlast', 'veiligheid']
/** Figures of the group that stands open which are drawn part after part; what comes after them comes with the last part. */
export const FIGURES_FIRST = 6
/** From this width on the second group stands open too. */
const DESK = '(min-width: 60rem)'

export function groupsOf(trends: TrendItem[]): TrendGroup[] {
  const names = new Set([...GROUPS_FIRST, ...trends.map(({ group }) => group)])
  return [...names].map((group) => ({ group, trends: trends.filter((trend) => trend.group === group) })).filter((one) => one.trends.length > 0)
}

/** The figures in their groups, the first one open; `parts` says how many figures of that one stand there already. */
export function Trends({ groups, parts }: { groups: TrendGroup[]; parts: number }) {
  const { words } = useSpeech()
  const open = matchMedia(DESK).matches ? 2 : 1
  return (
    <Section title={words.area.trends} className="trends">
      {groups.length === 0 ? <Paragraph>{words.area.trendsNone}</Paragraph> : <p className="small quiet">{words.area.trendsNote}</p>}
      {groups.map(({ group, trends }, at) => (
        <PaperFold key={group} className={`group group--${group}`} title={words.groups[group] ?? group} about={words.area.figures(trends.length)} open={at < open}>
          <div className="multiples">{(at === 0 ? trends.slice(0, parts < FIGURES_FIRST ? parts : undefined) : trends).map((trend) => <Trend key={trend.measure} trend={trend} />)}</div>
        </PaperFold>
      ))}
    </Section>
  )
}

/** Drawn once: others that come after it do not draw it again. */
const Trend = memo(function Trend({ trend }: { trend: TrendItem }) {
  const { words, language } = useSpeech()
  const say = (value: number | null | undefined, absent: string | null | undefined) => value == null ? absent ?? words.area.suppressed : number(value, trend.decimals, language)
  return (
    <figure className="multiple">
      <figcaption className="row row--spread"><span className="strong"><Dutch>{trend.label}</Dutch></span><span className="multiple__last">{say(trend.value, trend.absent)}</span></figcaption>
      <Chart trend={trend} />
      <p className="small multiple__says"><Dutch>{sentence(trend.says.replace(`${trend.label} in `, ''), words)}</Dutch></p>
      <Compared trend={trend} />
      <Fold title={words.area.table} late>
        <table className="utrecht-table small">
          <thead><tr><th scope="col">{words.area.period}</th><th scope="col">{words.area.value}</th><th scope="col">{words.area.interval}</th></tr></thead>
          <tbody>{trend.points.map((point) => <tr key={point.period}><th scope="row">{period(point.period, words)}</th><td>{say(point.value, point.absent)}</td><td>{point.interval == null ? '' : `${number(point.interval[0], 0, language)}-${number(point.interval[1], 0, language)}`}</td></tr>)}</tbody>
        </table>
        <SourceLine source={trend.source} linked />
      </Fold>
    </figure>
  )
})

/** The picture; the sentence under it and the table say the same. */
function Chart({ trend }: { trend: TrendItem }) {
  const words = useWords()
  const [first, last] = [trend.points[0]?.period ?? '', trend.points.at(-1)?.period ?? '']
  return (
    <div className="chart">
      <svg viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <line className="chart__floor" x1={0} x2={FRAME.width} y1={FRAME.height - 1} y2={FRAME.height - 1} />
        {bands(trend.points, trend.scale, FRAME).map((band) => <path className="chart__band" key={band} d={band} />)}
        {lines(trend.points, trend.scale, FRAME).map((line) => <path className="chart__line" key={path(line)} d={path(line)} />)}
      </svg>
      <div className="chart__ends small quiet"><span>{period(first, words)}</span><span>{period(last, words)}</span></div>
    </div>
  )
}

function Compared({ trend }: { trend: TrendItem }) {
  const { words, language } = useSpeech()
  const decimals = trend.rate == null ? trend.decimals : 1
  const rows = [
    ...(trend.rate == null ? [] : [[words.area.here, trend.rate.value, null] as const]),
    ...trend.compared.map((one) => [one.name, one.value, one.than_here ?? null] as const),
    ...(trend.similar == null ? [] : [[words.area.likeHere(trend.similar.areas), trend.similar.value, trend.similar.than_here] as const]),
  ].filter(([, value]) => value != null)
  if (rows.length === 0) return null
  return (
    <p className="small quiet">
      {trend.rate != null && <><Dutch>{`per ${number(trend.rate.per, 0, language)} ${trend.rate.of}`}</Dutch>: </>}
      {rows.map(([name, value, than], at) => <span key={name}>{at > 0 ? ' · ' : ''}<Dutch>{name}</Dutch> {number(value ?? 0, decimals, language)}{than == null ? '' : <Dutch> ({than.includes('toeval') ? 'kan toeval zijn' : `hier ${than}`})</Dutch>}</span>)}
    </p>
  )
}
