// Choose a gemeente, wijk or buurt.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'

import type { AreaLine, AreaList, Level } from '../api/answers'
import { tell } from '../ask/desk'
import { get } from '../ask/http'
import { useMoment } from '../ask/queries'
import { Search } from '../here/search'
import { Ghosts, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { Dutch, useWords } from '../words'

/** Most areas in a list. */
const LISTED_MAX = 500

export const href = (code: string): string => `/gebied/${encodeURIComponent(code)}`

export function useAreas(level: Level, within: string | null, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['areas', level, within],
    queryFn: ({ signal }) => {
      const params = new URLSearchParams({ niveau: level, limit: String(LISTED_MAX) })
      if (within !== null) params.set('binnen', within)
      return tell<AreaList>({ call: 'areas', question: Object.fromEntries(params), about: within === null ? null : { code: within }, first: 'network', network: () => get(`/v1/gebieden?${params.toString()}`, signal) })
    },
  })
}

export default function AreasPage() {
  const words = useWords()
  useTitle(words.area.title)
  const [, go] = useLocation()
  const moment = useMoment()
  const gemeenten = moment.data?.answer.gemeenten ?? []
  const only = gemeenten.length === 1 ? gemeenten[0] : undefined
  return (
    <div className="stack stack--wide">
      <div className="stack stack--tight">
        <Heading level={1}>{words.area.choose}</Heading>
        <Paragraph>{words.area.chooseText}</Paragraph>
      </div>
      <div className="start"><Search label={words.area.search} only="gebied" choose={(found) => { if (typeof found.code === 'string') go(href(found.code)) }} /></div>
      {moment.isError ? <Trouble error={moment.error} again={() => void moment.refetch()} /> : moment.isPending ? <Ghosts heights={[4, 4, 4, 4]} /> : only ? <Within code={only.code} name={only.name} /> : (
        <ul className="cards">{gemeenten.map((one) => <li key={one.code}><Link className="card" href={href(one.code)}><span className="card__title"><Dutch>{one.name}</Dutch></span></Link></li>)}</ul>
      )}
    </div>
  )
}

/** A gemeente with its wijken, each with its buurten. */
function Within({ code, name }: { code: string; name: string }) {
  const words = useWords()
  const wijken = useAreas('wijk', code)
  const buurten = useAreas('buurt', code)
  if (wijken.isError) return <Trouble error={wijken.error} again={() => void wijken.refetch()} />
  if (!wijken.data || !buurten.data) return <Ghosts heights={[4, 8, 8]} />
  const of = (wijk: AreaLine) => buurten.data.answer.areas.filter((buurt) => buurt.wijk === wijk.code)
  return (
    <div className="stack stack--wide">
      <Link className="card" href={href(code)}><span className="card__title"><Dutch>{name}</Dutch></span><span className="small quiet">{words.levels.gemeente}</span></Link>
      <div className="wijken">
        {wijken.data.answer.areas.map((wijk) => (
          <section key={wijk.code} className="section">
            <Heading level={2}><Link href={href(wijk.code)}><Dutch>{wijk.name}</Dutch></Link></Heading>
            <ul className="lines">{of(wijk).map((buurt) => <li key={buurt.code} className="line--open"><Link className="line" href={href(buurt.code)}><Dutch>{buurt.name}</Dutch></Link></li>)}</ul>
          </section>
        ))}
      </div>
    </div>
  )
}
