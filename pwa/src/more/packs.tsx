// Gemeenten on the device: get with size and progress, age, remove with undo. They renew themselves.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'

import { HAS_ENGINE } from '../ask/engine'
import { age, size } from '../format'
import { offered as askOffered } from '../packs/renew'
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

export function Packs() {
  const { words } = useSpeech()
  const id = useId()
  const online = useOnline()
  const mine = useQuery({ queryKey: ['packs'], queryFn: packs, staleTime: 0 })
  const server = useQuery({ queryKey: ['offered'], queryFn: ({ signal }) => askOffered(signal), enabled: online && HAS_ENGINE })
  const [gone, setGone] = useState<Kept | null>(null)
  const [text, setText] = useState('')
  const kept = mine.data ?? []
  const open = (server.data?.results ?? []).filter((one) => !kept.some((own) => own.gemeente === one.gemeente))
  const found = open.filter((one) => one.name.toLowerCase().includes(text.trim().toLowerCase())).slice(0, LISTED_MAX)
  const remove = async (one: KeptPack) => {
    setGone((await pack(one.gemeente)) ?? null)
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
          {found.length > 0 && <ul className="lines">{found.map((one) => <OfferedRow key={one.gemeente} offered={one} />)}</ul>}
          {open.length === 0 && kept.length === 0 && <Paragraph>{words.more.nonePacks}</Paragraph>}
        </>
      ))}
    </Section>
  )
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

function OfferedRow({ offered }: { offered: Offered }) {
  const { words, language } = useSpeech()
  const [done, setDone] = useState<number | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  const all = size(offered.size, language)
  const start = () => {
    stop.current = new AbortController()
    setFailed(null)
    setDone(0)
    download(offered, stop.current.signal, setDone).catch((error: unknown) => {
      setDone(null)
      if (stop.current?.signal.aborted) return
      setFailed(error instanceof DOMException && error.name === 'QuotaExceededError' ? words.more.full : words.more.failed)
    })
  }
  return (
    <li>
      <div className="with-call">
        <div className="stack stack--tight">
          <span className="strong"><Dutch>{offered.name}</Dutch></span>
          <span className="small quiet" role="status">{failed ?? (done === null ? all : words.more.progress(size(done, language), all))}</span>
        </div>
        {done === null
          ? <Button purpose="primary" iconStart={<Icon name="download" />} aria-label={words.more.getName(offered.name, all)} onClick={start}>{words.more.get}</Button>
          : <Button purpose="secondary" onClick={() => stop.current?.abort()}>{words.more.cancel}</Button>}
      </div>
      {done !== null && <progress className="progress" max={offered.size} value={done} aria-label={words.more.getName(offered.name, all)} />}
    </li>
  )
}
