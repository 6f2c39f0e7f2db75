// What someone is recording. Every change is kept on the device at once, so that a call or a killed tab takes nothing.
import { useCallback, useEffect, useRef, useState } from 'react'

import { draft as keptDraft, dropDraft, keepDraft } from '../../outbox/drafts'
import { commandId } from '../../outbox/ids'
import { dropPhoto } from '../../outbox/photos'
import type { Hat, Observation, Place } from '../types'

export interface DraftPhoto { id: string; covered: boolean; uncovered: string | null }

export interface Draft {
  id: string
  startedAt: string
  place: Place | null
  /** pointed out by the person: the device does not change it any more */
  placed: boolean
  theme: string | null
  text: string
  hat: Hat
  inDeed: boolean | null
  photos: DraftPhoto[]
  /** kinds that the guard warned of and that are needed, with the reason */
  kept: Record<string, string>
  belongs: { signal: string } | { dataset: string; id: string } | 'new' | null
  obstacle: string | null
  offence: string
}

export const emptyDraft = (now = new Date()): Draft => ({
  id: commandId(now.getTime()), startedAt: now.toISOString(), place: null, placed: false, theme: null, text: '', hat: 'toezicht', inDeed: null, photos: [], kept: {}, belongs: null, obstacle: null, offence: '',
})

/** Whether something was put in that is worth keeping. */
export const begun = (draft: Draft): boolean => draft.text.trim() !== '' || draft.photos.length > 0 || draft.theme !== null

/** What is still needed before it can go. */
export type Missing = 'theme' | 'text' | 'place' | 'deed'
export function missing(draft: Draft): Missing[] {
  const all: Missing[] = []
  if (draft.theme === null) all.push('theme')
  if (draft.text.trim() === '' && draft.photos.length === 0) all.push('text')
  if (draft.place === null) all.push('place')
  if (draft.hat === 'opsporing' && draft.inDeed === null) all.push('deed')
  return all
}

/** What the server gets; null while something is missing. */
export function observation(draft: Draft): Observation | null {
  if (draft.place === null || draft.theme === null || missing(draft).length > 0) return null
  const { belongs } = draft
  const teksten = Object.entries(draft.kept).map(([soort, reden]) => ({ soort, reden }))
  const onafgedekt = draft.photos.flatMap((photo) => photo.uncovered === null ? [] : [{ foto: photo.id, reden: photo.uncovered }])
  return {
    id: draft.id, opgenomenOp: draft.startedAt, plaats: draft.place, thema: draft.theme, tekst: draft.text.trim(), hoedanigheid: draft.hat, fotos: draft.photos.map((photo) => photo.id),
    ...(draft.hat === 'opsporing' && draft.inDeed !== null ? { inAkte: draft.inDeed } : {}),
    ...(draft.offence.trim() === '' ? {} : { feitcode: draft.offence.trim() }),
    ...(draft.obstacle === null ? {} : { konNietOptreden: { reden: draft.obstacle } }),
    ...(belongs !== null && belongs !== 'new' ? 'signal' in belongs ? { hoortBij: belongs.signal } : { verwijzing: belongs } : {}),
    ...(teksten.length === 0 ? {} : { teksten }),
    ...(onafgedekt.length === 0 ? {} : { onafgedekt }),
  }
}

export interface DraftState {
  draft: Draft | null
  savedAt: Date | null
  failed: unknown
  change: (how: (draft: Draft) => Draft) => void
  /** begins anew and gives back what was thrown away; its photos stay until that is forgotten */
  startAnew: () => Draft | null
  restore: (draft: Draft) => void
  /** nothing more is kept of this draft: it was sent */
  sent: (yes: boolean) => void
}

export function useDraft(owner: string): DraftState {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [savedAt, setSavedAt] = useState<Date | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const latest = useRef<Draft | null>(null)
  const writing = useRef<Promise<void> | null>(null)
  const stopped = useRef(false)

  useEffect(() => {
    let here = true
    keptDraft<Draft>(owner).catch(() => null).then((was) => {
      if (here) setDraft((now) => now ?? (was === null ? emptyDraft() : { ...emptyDraft(), ...was }))
    }, () => undefined)
    return () => { here = false }
  }, [owner])

  const save = useCallback((what: Draft) => {
    latest.current = what
    // one write at a time; what came in meanwhile goes with the next
    writing.current ??= (async () => {
      while (latest.current !== null && !stopped.current) {
        const next: Draft = latest.current
        latest.current = null
        try {
          await (begun(next) ? keepDraft(owner, next) : dropDraft(owner))
          setSavedAt(new Date())
          setFailed(null)
        } catch (error) {
          setFailed(error)
        }
      }
      writing.current = null
    })()
  }, [owner])

  const change = useCallback((how: (draft: Draft) => Draft) => {
    setDraft((was) => was === null ? was : how(was))
  }, [])
  const first = useRef(true)
  useEffect(() => {
    if (draft === null) return
    if (first.current) first.current = false
    else save(draft)
  }, [draft, save])

  const startAnew = useCallback(() => {
    const was = draft
    setDraft(emptyDraft())
    return was
  }, [draft])
  const restore = useCallback((was: Draft) => setDraft(was), [])
  const sent = useCallback((yes: boolean) => { stopped.current = yes }, [])
  return { draft, savedAt, failed, change, startAnew, restore, sent }
}

/** Throws the photos of a draft away that will not come back. */
export async function dropPhotosOf(draft: Draft): Promise<void> {
  for (const photo of draft.photos) await dropPhoto(photo.id)
}
