// Figures with their meaning and their doubt, never a bare number.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'

import type { FigureItem } from '../api/answers'
import { number, period, sentence } from '../format'
import { Fold, Section } from '../parts/section'
import { SourceLine } from '../parts/source'
import { Dutch, useSpeech, type Language, type Words } from '../words'

/** Figures that are shown at once. */
const FIGURES_SHOWN = 4
/** Periods in a small chart. */
const PERIODS_SHOWN = 8

const TRENDS: Record<string, string> = { hoger: 'higher', lager: 'lower', 'dit kan toeval zijn': 'the difference can be chance', 'niet te vergelijken': 'cannot be compared' }

/** The sentence of a figure in English, from what the answer says; in Dutch the answer has its own. */
export function figureSays(figure: FigureItem, words: Words, language: Language): string {
  if (language === 'nl') return sentence(figure.says.replace(`${figure.label} in `, ''), words)
  const value = figure.value == null ? (figure.absent === 'onbekend' ? 'not known' : 'too few to show') : number(figure.value, figure.decimals, language)
  const between = figure.interval ? ` (by chance between ${number(Math.floor(figure.interval[0]), 0, language)} and ${number(Math.ceil(figure.interval[1]), 0, language)})` : ''
  const trend = figure.trend == null ? '' : `; against a year before: ${TRENDS[figure.trend] ?? figure.trend}`
  return `${period(figure.period, words)}: ${value}${between}${trend}`
}

export function Figures({ figures, name }: { figures: FigureItem[]; name: string }) {
  const { words } = useSpeech()
  const told = figures.filter((figure) => figure.value != null)
  const shown = told.slice(0, FIGURES_SHOWN)
  const rest = figures.filter((figure) => !shown.includes(figure))
  return (
    <Section title={words.here.figures}>
      {figures.length === 0 ? <Paragraph>{words.here.figuresNone}</Paragraph> : <p className="small quiet">{words.here.figuresOf(name)}</p>}
      {shown.length > 0 && <FigureLines figures={shown} />}
      {rest.length > 0 && <Fold title={words.here.figuresMore(rest.length)}><FigureLines figures={rest} /></Fold>}
    </Section>
  )
}

function FigureLines({ figures }: { figures: FigureItem[] }) {
  const { words, language } = useSpeech()
  return (
    <ul className="lines">
      {figures.map((figure) => (
        <li key={`${figure.source.dataset} ${figure.measure}`}>
          <div className="figure">
            <span className="strong"><Dutch>{figure.label}</Dutch></span>
            <Spark series={figure.series} />
            <span className="small wide">{figureSays(figure, words, language)}</span>
          </div>
          <SourceLine source={figure.source} />
        </li>
      ))}
    </ul>
  )
}

/** The last periods as bars; a period without a number stays empty. The sentence beside it says the same. */
export function Spark({ series }: { series: FigureItem['series'] }) {
  const shown = series.slice(-PERIODS_SHOWN)
  // bars say how much; what can be less than nothing is left to the sentence
  if (shown.filter(([, value]) => value != null).length < 2 || shown.some(([, value]) => value != null && value < 0)) return null
  const top = Math.max(...shown.map(([, value]) => value ?? 0), 1)
  return (
    <svg className="spark" viewBox={`0 0 ${PERIODS_SHOWN * 10} 24`} aria-hidden="true" focusable="false" preserveAspectRatio="none">
      {shown.map(([period, value], at) => value == null ? null : <rect key={period} x={at * 10 + 1} width={8} y={24 - (value / top) * 23 - 1} height={(value / top) * 23 + 1} />)}
    </svg>
  )
}
