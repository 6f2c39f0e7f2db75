// Gebied: the page of a buurt, wijk or gemeente as a story. Prints to one A4.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Link } from 'wouter'
import { useDeferredValue, useMemo, useState } from 'react'

import type { AreaPage as Page } from '../api/answers'
import { useArea } from '../ask/area'
import type { Told } from '../ask/desk'
import { day } from '../format'
import { Freshness } from '../parts/freshness'
import { useGradual } from '../parts/gradual'
import { Icon } from '../parts/icon'
import { Ghosts, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { Dutch, useSpeech } from '../words'
import { href } from './choose'
import { Alike, Parts } from './alike'
import { About, Agreed, Changed, Notices, Problems, Rules, Unknown, Used } from './parts'
import { drawable, FIGURES_FIRST, groupsOf, Trends } from './trends'

export default function AreaPage({ code }: { code: string }) {
  const query = useArea(code)
  const { words } = useSpeech()
  // drawn in short turns: an answer that came is not a reason to keep a thumb waiting
  const told = useDeferredValue(query.data)
  useTitle(query.data?.answer.area.name ?? words.area.title)
  if (query.isError) return <Trouble error={query.error} again={() => void query.refetch()} />
  if (!told) return <Ghosts heights={[5, 8, 10, 12]} />
  return <Story told={told} />
}

/** Parts of the story before the figures, and after them. */
const PARTS_BEFORE = 5
const PARTS_AFTER = 5
/** Figures that are drawn in one go. */
const FIGURES_AT_ONCE = 2

function Story({ told }: { told: Told<Page> }) {
  const page = told.answer
  const parts = useMemo(() => storyOf(told), [told])
  const trends = useMemo(() => groupsOf(drawable(page.trends)), [page])
  const gos = Math.ceil(Math.min(FIGURES_FIRST, trends[0]?.trends.length ?? 0) / FIGURES_AT_ONCE)
  // who lives here and what changed come first; the rest follows in the order of the page, so that nothing moves
  const drawn = useGradual(1, PARTS_BEFORE + gos + PARTS_AFTER)
  const after = drawn - PARTS_BEFORE - gos
  return (
    <article className="area">
      {parts.head}
      <div className="area__two">
        <div className="stack stack--wide">{parts.about}{drawn > 1 && parts.rules}</div>
        <div className="stack stack--wide">{drawn > 2 && parts.problems}{drawn > 3 && parts.notices}</div>
      </div>
      {drawn >= PARTS_BEFORE && <Trends groups={trends} parts={(drawn - PARTS_BEFORE) * FIGURES_AT_ONCE} />}
      {after > 0 && (
        <div className="area__two area__last">
          <div className="stack stack--wide">{parts.alike}{after > 1 && parts.parts}</div>
          <div className="stack stack--wide">{after > 2 && parts.agreed}{after > 3 && parts.unknown}</div>
        </div>
      )}
      {after > 4 && parts.used}
    </article>
  )
}

/** The parts of the story, made once, so that a part that comes later does not draw the others again. */
function storyOf(told: Told<Page>) {
  const page = told.answer
  return {
    head: <Head told={told} />,
    about: <><About page={page} /><Changed page={page} /></>,
    rules: <Rules page={page} />,
    problems: <Problems page={page} />,
    notices: <Notices page={page} />,
    alike: <Alike page={page} />,
    parts: <Parts page={page} />,
    agreed: <Agreed page={page} />,
    unknown: <Unknown page={page} />,
    used: <Used page={page} />,
  }
}

function Head({ told }: { told: Told<Page> }) {
  const { words, language } = useSpeech()
  const { area } = told.answer
  const [copied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard.writeText(location.href).then(() => setCopied(true), () => undefined)
  }
  return (
    <header className="stack stack--tight">
      <nav className="no-print" aria-label={words.area.all}>
        <p className="row">
          <Link href="/gebied">{words.area.all}</Link>
          {area.within.toReversed().map((one) => <span key={one.code} className="row"><span aria-hidden="true">›</span><Link href={href(one.code)}><Dutch>{one.name}</Dutch></Link></span>)}
        </p>
      </nav>
      <Heading level={1}><Dutch>{area.name}</Dutch></Heading>
      <p className="quiet"><Dutch>{[words.levels[area.level] ?? area.level, ...area.within.map((one) => one.name)].join(' · ')}</Dutch> <span className="only-print only-print--inline">· {words.area.printed(day(new Date().toISOString(), new Date(0), language))} · Schouw</span></p>
      <div className="row no-print area__ways">
        <Link className="call" href={`/?gebied=${encodeURIComponent(area.code)}`}><Icon name="pin" />{words.area.hereNow}</Link>
        <Button purpose="secondary" iconStart={<Icon name="print" />} onClick={() => window.print()}>{words.app.print}</Button>
        <Button purpose="secondary" iconStart={<Icon name="link" />} onClick={copy}>{words.app.copyLink}</Button>
      </div>
      <p className="small quiet no-print" role="status">{copied ? words.app.copied : ''}</p>
      <Freshness told={told} />
    </header>
  )
}
