// Photos of what was seen: taken first, made small at once, and covered before they go.
import { Button } from '@nl-design-system-candidate/button-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useMemo, useState } from 'react'

import { commandId } from '../../outbox/ids'
import { keepPhoto, photo, PHOTOS_MAX } from '../../outbox/photos'
import { isFull } from '../../outbox/room'
import { Icon } from '../../parts/icon'
import { useSays } from '../words'
import { CoverPanel } from './cover'
import type { Draft, DraftPhoto, DraftState } from './draft'
import { NoPhoto, smaller } from './picture'

/** The address of a photo on this device, for as long as it is shown. */
export function usePhotoAddress(id: string, version: unknown): string | null {
  const kept = useQuery({ queryKey: ['outbox', 'photo', id, version], staleTime: Infinity, gcTime: 0, queryFn: async () => (await photo(id))?.blob ?? null })
  const blob = kept.data ?? null
  const address = useMemo(() => blob === null ? null : URL.createObjectURL(blob), [blob])
  useEffect(() => () => { if (address !== null) URL.revokeObjectURL(address) }, [address])
  return address
}

export function Photos({ owner, draft, change }: { owner: string; draft: Draft; change: DraftState['change'] }) {
  const says = useSays()
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const [open, setOpen] = useState<string | null>(null)
  const [gone, setGone] = useState<DraftPhoto | null>(null)
  const add = async (files: FileList | null) => {
    setBusy(true)
    setWrong(null)
    for (const file of [...(files ?? [])].slice(0, PHOTOS_MAX - draft.photos.length)) {
      try {
        const made = commandId()
        await keepPhoto(owner, draft.id, made, await smaller(file))
        change((was) => ({ ...was, photos: [...was.photos, { id: made, covered: false, uncovered: null }] }))
      } catch (error) {
        setWrong(isFull(error) ? says.record.full : error instanceof NoPhoto ? says.record.noPhoto : says.record.photoFailed)
      }
    }
    setBusy(false)
  }
  const remove = (one: DraftPhoto) => {
    setOpen(null)
    setGone(one)
    change((was) => ({ ...was, photos: was.photos.filter((other) => other.id !== one.id) }))
  }
  const undo = () => {
    if (gone) change((was) => ({ ...was, photos: [...was.photos, gone] }))
    setGone(null)
  }
  const shown = draft.photos.find((one) => one.id === open)
  return (
    <div className="stack">
      <ul className="photos" aria-label={says.record.photos}>
        {draft.photos.map((one, at) => <li key={one.id}><Thumb one={one} at={at} open={() => setOpen(one.id)} /></li>)}
        {draft.photos.length < PHOTOS_MAX && (
          <li>
            <label className="photo photo--add" htmlFor={id}><Icon name="camera" /><span>{busy ? says.record.photoBusy : draft.photos.length === 0 ? says.record.addPhoto : says.record.morePhoto}</span></label>
            <input id={id} className="unseen" type="file" accept="image/*" capture="environment" multiple onChange={(event) => { void add(event.target.files); event.target.value = '' }} />
          </li>
        )}
      </ul>
      {wrong !== null && <p className="small wrong" role="alert">{wrong}</p>}
      {gone && <div className="utrecht-alert utrecht-alert--info" role="status"><div className="row row--spread"><span>{says.record.photoGone}</span><Button purpose="secondary" onClick={undo}>{says.undo}</Button></div></div>}
      {shown && <CoverPanel owner={owner} draft={draft} one={shown} change={change} remove={() => remove(shown)} close={() => setOpen(null)} />}
    </div>
  )
}

function Thumb({ one, at, open }: { one: DraftPhoto; at: number; open: () => void }) {
  const says = useSays()
  const address = usePhotoAddress(one.id, one.covered)
  const state = one.uncovered !== null ? says.record.isUncovered : one.covered ? says.record.isCovered : says.record.toCover
  return (
    <button type="button" className="photo" onClick={open}>
      {address === null ? <span className="ghost" /> : <img src={address} alt="" />}
      <span className="photo__says"><span className="unseen">{says.record.photo(at + 1)}: </span>{state}</span>
    </button>
  )
}
