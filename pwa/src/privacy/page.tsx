// The page of the privacy officer: what was processed and why, what was given to others under which article, and what
// retention would take away today.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'

import { get } from '../ask/http'
import { moment } from '../format'
import { Ghosts, State, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { isPrivacyOfficer } from '../signin/session'
import { Inside } from '../signals/inside'
import { useSays } from '../signals/words'
import { Dutch, useSpeech } from '../words'
import { columnsOf, nextOf, rowsOf, type Row } from './rows'

const PAGES = ['verwerkingen', 'verstrekkingen', 'opruimingen'] as const
type PageName = (typeof PAGES)[number]
const PATHS: Record<PageName, string> = { verwerkingen: '/v1/verwerkingen', verstrekkingen: '/v1/verstrekkingen', opruimingen: '/v1/opruimingen/_proef' }

export default function PrivacyPage() {
  const says = useSays()
  useTitle(says.privacy.title)
  const [page, setPage] = useState<PageName>('verwerkingen')
  return (
    <Inside>
      {(me) => !isPrivacyOfficer(me.rollen) ? <State icon="lock" title={says.privacy.notYours} text={says.privacy.notYoursText} /> : (
        <div className="here">
          <Heading level={1}>{says.privacy.title}</Heading>
          <div className="chips">{PAGES.map((one) => <button type="button" className="chip" key={one} aria-pressed={one === page} onClick={() => setPage(one)}>{says.privacy.pages[one]}</button>)}</div>
          <Paragraph>{says.privacy.leads[page]}</Paragraph>
          <Register key={page} owner={me.id} page={page} />
        </div>
      )}
    </Inside>
  )
}

function Register({ owner, page }: { owner: string; page: PageName }) {
  const says = useSays()
  const [before, setBefore] = useState<string[]>([])
  const last = before.at(-1)
  const register = useQuery({ queryKey: ['privacy', owner, page, last ?? null], gcTime: 0, queryFn: ({ signal }) => get<unknown>(last === undefined ? PATHS[page] : `${PATHS[page]}?voor=${encodeURIComponent(last)}`, signal) })
  if (register.isError) return <Trouble error={register.error} again={() => void register.refetch()} />
  if (register.isPending) return <Ghosts heights={[4, 4, 4]} />
  const rows = rowsOf(register.data)
  if (rows.length === 0) return <State icon="check" title={says.privacy.none[page]} />
  const next = nextOf(register.data)
  return (
    <>
      <Table label={says.privacy.pages[page]} rows={rows} />
      {(next !== null || before.length > 0) && (
        <div className="row row--spread">
          <Button purpose="secondary" disabled={before.length === 0} onClick={() => setBefore(before.slice(0, -1))}>{says.line.newer}</Button>
          <Button purpose="secondary" disabled={next === null} onClick={() => { if (next !== null) setBefore([...before, next]) }}>{says.line.older}</Button>
        </div>
      )}
    </>
  )
}

function Table({ label, rows }: { label: string; rows: Row[] }) {
  const says = useSays()
  const columns = columnsOf(rows)
  return (
    // a wide table scrolls by itself, with keys too
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="utrecht-table">
        <caption className="small quiet">{says.privacy.count(rows.length)}</caption>
        <thead className="utrecht-table__header"><tr className="utrecht-table__row">{columns.map((column) => <th scope="col" className="utrecht-table__header-cell" key={column}>{says.privacy.columns[column] ?? column}</th>)}</tr></thead>
        <tbody className="utrecht-table__body">{rows.map((row, at) => <tr className="utrecht-table__row" key={at}>{columns.map((column) => <td className="utrecht-table__cell" key={column}><Cell of={row[column]} /></td>)}</tr>)}</tbody>
      </table>
    </div>
  )
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

function Cell({ of }: { of: unknown }): ReactNode {
  const { language } = useSpeech()
  const says = useSays()
  if (of === null || of === undefined) return ''
  if (typeof of === 'boolean') return of ? says.privacy.yes : says.privacy.no
  if (typeof of === 'string') return INSTANT.test(of) ? <time dateTime={of}>{moment(of, language)}</time> : <Dutch>{of}</Dutch>
  if (typeof of === 'number') return of
  if (Array.isArray(of)) return <Dutch>{of.map(String).join(', ')}</Dutch>
  const named = of as { naam?: unknown; rollen?: unknown }
  const roles = Array.isArray(named.rollen) ? named.rollen.map((role) => says.roles[String(role)] ?? String(role)).join(', ') : ''
  if (roles !== '') return <>{typeof named.naam === 'string' ? <Dutch>{named.naam}</Dutch> : null} {roles}</>
  return <Dutch>{typeof named.naam === 'string' ? named.naam : JSON.stringify(of)}</Dutch>
}
