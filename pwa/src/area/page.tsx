// Gebied: the page of a buurt, wijk or gemeente as a story. Prints to one A4.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Link } from 'wouter'
import { useState } from 'react'

import type { AreaPage as Page } from '../api/answers'
import { useArea } from '../ask/area'
import type { Told } from '../ask/desk'
import { day } from '../format'
import { Freshness } from '../parts/freshness'
import { Icon } from '../parts/icon'
import { Ghosts, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { Dutch, useSpeech } from '../words'
import { href } from './choose'
import { Alike, Parts } from './alike'
import { About, Agreed, Changed, Notices, Problems, Rules, Unknown, Used } from './parts'
import { Trends } from './trends'

export default function AreaPage({ code }: { code: string }) {
  const query = useArea(code)
  const { words } = useSpeech()
  useTitle(query.data?.answer.area.name ?? words.area.title)
  if (query.isError) return <Trouble error={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Ghosts heights={[5, 8, 10, 12]} />
  return <Story told={query.data} />
}

function Story({ told }: { told: Told<Page> }) {
  const page = told.answer
  return (
    <article className="area">
      <Head told={told} />
      <div className="area__two">
        <div className="stack stack--wide"><About page={page} /><Changed page={page} /><Rules page={page} /></div>
        <div className="stack stack--wide"><Problems page={page} /><Notices page={page} /></div>
      </div>
      <Trends trends={page.trends} />
      <div className="area__two area__last">
        <div className="stack stack--wide"><Alike page={page} /><Parts page={page} /></div>
        <div className="stack stack--wide"><Agreed page={page} /><Unknown page={page} /></div>
      </div>
      <Used page={page} />
    </article>
  )
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
