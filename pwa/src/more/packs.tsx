// Gemeenten on the device: get with size and progress, age, remove with undo. They renew themselves.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'

import { HAS_ENGINE } from '../ask/engine'
import { useMoment } from '../ask/queries'
import { age, size } from '../format'
import { byName } from '../packs/find'
import { awaitOffer, offered as askOffered } from '../packs/renew'
import { download, keepPack, pack, packs, removePack, type Kept, type KeptPack, type Offered } from '../packs/store'
import { Icon } from '../parts/icon'
import { useOnline } from '../parts/online'
import { Section } from '../parts/section'
import { Ghosts } from '../parts/state'
import { Dutch, useSpeech } from '../words'

/** From this many gemeenten on there is a field to search them. */
const SEARCH_FROM = 8
/** Most gemeenten in the list at once. */
const LISTED_MAX = 30
/** How often is looked what became ready, in milliseconds. */
const AGAIN_MS = 5_000

export function Packs() {
  const { words } = useSpeech()
  const id = useId()
  const online = useOnline()
  const mine = useQuery({ queryKey: ['packs'], queryFn: packs, staleTime: 0 })
  const server = useQuery({ queryKey: ['offered'], queryFn: ({ signal }) => askOffered(signal), enabled: online && HAS_ENGINE, refetchInterval: ({ state }) => (state.data?.pending ?? 0) > 0 ? AGAIN_MS : false })
  const gemeenten = useMoment().data?.answer.gemeenten
  const [gone, setGone] = useState<Kept | null>(null)
  const [text, setText] = useState('')
  const kept = mine.data ?? []
  const pending = server.data?.pending ?? 0
  const open = choices(server.data?.results ?? [], pending > 0 ? gemeenten ?? [] : []).filter((one) => !kept.some((own) => own.gemeente === one.gemeente))
  const matching = byName(open, text)
  const found = matching.slice(0, LISTED_MAX)
  const remove = async (one: KeptPack) => {
    const bytes = await pack(one.gemeente)
    setGone(bytes ? { ...one, bytes } : null)
    await removePack(one.gemeente)
  }
  const undo = () => {
    if (gone) void keepPack(gone)
    setGone(null)
  }
  return (
    <Section title={words.more.packs}>
      <Paragraph>{words.more.packsText}</Paragraph>
      {!HAS_ENGINE && <div className="utrecht-alert utrecht-alert--warning"><Paragraph>{words.more.noEngine}</Paragraph></div>}
      {gone && <div className="utrecht-alert utrecht-alert--info" role="status"><div className="row row--spread"><span>{words.more.removed(gone.name)}</span><Button purpose="secondary" onClick={undo}>{words.more.undo}</Button></div></div>}
      {kept.length > 0 && <ul className="lines" aria-label={words.more.onPhone}>{kept.map((one) => <MineRow key={one.gemeente} pack={one} newer={server.data?.results.some((other) => other.gemeente === one.gemeente && other.digest !== one.digest) === true} remove={() => void remove(one)} />)}</ul>}
      {!online && kept.length === 0 && <Paragraph>{words.more.notOnline}</Paragraph>}
      {HAS_ENGINE && online && (server.isPending ? <Ghosts heights={[4.5]} /> : (
        <>
          {open.length > SEARCH_FROM && <div className="field"><label htmlFor={id}>{words.more.filter}</label><input id={id} className="utrecht-textbox" type="search" value={text} onChange={(event) => setText(event.target.value)} /></div>}
          {pending > 0 && <p className="small quiet" role="status">{words.more.pending(pending)}</p>}
          {found.length > 0 && <ul className="lines">{found.map((one) => <OfferedRow key={one.gemeente} choice={one} />)}</ul>}
          {open.length > SEARCH_FROM && <p className="small quiet" role="status">{found.length === 0 ? words.more.noneFound : matching.length > found.length ? words.more.moreToFind(matching.length - found.length) : ''}</p>}
          {open.length === 0 && kept.length === 0 && <Paragraph>{words.more.nonePacks}</Paragraph>}
        </>
      ))}
    </Section>
  )
}

/** A gemeente that can be chosen; its pack may still have to be made. */
interface Choice { gemeente: string; name: string; offered: Offered | null }

/** What is ready, and what the server is still making, by name. */
function choices(ready: Offered[], gemeenten: { code: string; name: string }[]): Choice[] {
  const made = new Set(ready.map((one) => one.gemeente))
  const later = gemeenten.filter((one) => !made.has(one.code)).map(({ code, name }) => ({ gemeente: code, name, offered: null }))
  return [...ready.map((offered) => ({ gemeente: offered.gemeente, name: offered.name, offered })), ...later].sort((a, b) => a.name.localeCompare(b.name, 'nl'))
}

function MineRow({ pack: one, newer, remove }: { pack: KeptPack; newer: boolean; remove: () => void }) {
  const { words, language } = useSpeech()
  const says = words.units.made(age(one.made, new Date(), words))
  return (
    <li className="with-call">
      <div className="stack stack--tight">
        <span className="row strong"><Icon name="check" /><Dutch>{one.name}</Dutch></span>
        <span className="small">{words.more.ready(says)} · {size(one.size, language)}</span>
        <span className="small quiet">{newer ? words.more.newer : words.more.renewed}</span>
      </div>
      <Button purpose="secondary" iconStart={<Icon name="bin" />} aria-label={words.more.removeName(one.name)} onClick={remove}>{words.more.remove}</Button>
    </li>
  )
}

function OfferedRow({ choice }: { choice: Choice }) {
  const { words, language } = useSpeech()
  // null: not begun; without a pack: the server is making it
  const [got, setGot] = useState<{ offered: Offered | null; bytes: number } | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  const offered = got?.offered ?? choice.offered
  const all = offered === null ? words.more.notReady : size(offered.size, language)
  const label = words.more.getName(choice.name, all)
  const fetchIt = async (signal: AbortSignal) => {
    const found = choice.offered ?? await awaitOffer(choice.gemeente, signal)
    if (!found) throw new Error('no pack')
    await download(found, signal, (bytes) => setGot({ offered: found, bytes }))
  }
  const start = () => {
    const { signal } = (stop.current = new AbortController())
    setFailed(null)
    setGot({ offered: choice.offered, bytes: 0 })
    fetchIt(signal).catch((error: unknown) => {
      setGot(null)
      if (!signal.aborted) setFailed(error instanceof DOMException && error.name === 'QuotaExceededError' ? words.more.full : words.more.failed)
    })
  }
  const says = got === null ? all : got.offered === null ? words.more.making : words.more.progress(size(got.bytes, language), all)
  return (
    <li>
      <div className="with-call">
        <div className="stack stack--tight">
          <span className="strong"><Dutch>{choice.name}</Dutch></span>
          <span className="small quiet" role="status">{failed ?? says}</span>
        </div>
        {got === null
          ? <Button purpose="primary" iconStart={<Icon name="download" />} aria-label={label} onClick={start}>{words.more.get}</Button>
          : <Button purpose="secondary" onClick={() => stop.current?.abort()}>{words.more.cancel}</Button>}
      </div>
      {got !== null && <progress className="progress" {...(got.offered === null ? {} : { max: got.offered.size, value: got.bytes })} aria-label={label} />}
    </li>
  )
}
