// Sending what lies in the outbox: in order, one tab at a time, patiently when there is no network.
import { Refused, Unreachable } from '../ask/http'
import { changed, withDatabase } from './database'
import { Locked, outboxKey } from './lock'
import { markSent, photo } from './photos'
import { command, entries, update } from './queue'
import { belongs } from './reseal'
import { sealValue } from './seal'
import type { Entry, Reason } from './types'

/** How the server is spoken to; the tests have one of their own. */
export interface Post {
  /** before anything goes: throws when nobody is signed in, or nobody answers */
  ready: () => Promise<void>
  photo: (id: string, blob: Blob) => Promise<void>
  signal: (observation: unknown) => Promise<void>
  step: (about: string, step: unknown) => Promise<void>
}

/** First wait after a failure, in milliseconds; it doubles. */
export const BACK_OFF_MS = 2_000
export const BACK_OFF_MS_MAX = 5 * 60_000
/** Part of a wait that is left to chance, so that phones do not come all at once. */
const CHANCE = 0.25

/** What became of one entry: gone, waits, or stuck until a person does something. */
type Fate = { kind: 'gone' } | { kind: 'later'; reason: Reason; everything: boolean } | { kind: 'stuck'; reason: Reason; said: string; current?: unknown }

export const backOff = (attempts: number, chance = Math.random()): number =>
  Math.min(BACK_OFF_MS * 2 ** Math.max(0, attempts - 1), BACK_OFF_MS_MAX) * (1 - CHANCE + 2 * CHANCE * chance)

/** What an error of the server means for an entry. */
export function fate(error: unknown): Fate {
  if (error instanceof Locked) return { kind: 'later', reason: 'locked', everything: true }
  if (error instanceof Unreachable) return { kind: 'later', reason: navigator.onLine ? 'server' : 'offline', everything: true }
  if (!(error instanceof Refused)) return { kind: 'stuck', reason: 'damaged', said: '' }
  const said = [error.problem.detail ?? error.problem.title ?? '', ...(error.problem.errors ?? []).map((one) => one.detail ?? '')].filter((text) => text !== '').join(' ')
  if (error.status === 401) return { kind: 'later', reason: 'signIn', everything: true }
  if (error.status === 409) return { kind: 'stuck', reason: 'conflict', said, current: error.problem.huidig }
  if (error.status === 413) return { kind: 'stuck', reason: 'tooLarge', said }
  if (error.status === 408 || error.status === 425 || error.status === 429) return { kind: 'later', reason: 'busy', everything: true }
  if (error.status >= 500) return { kind: 'later', reason: 'server', everything: true }
  return { kind: 'stuck', reason: 'refused', said }
}

let running: Promise<number | null> | null = null

/** Sends what may go now. Gives the moment at which something may be tried again, or null when nothing waits. */
export function sendAll(owner: string, post: Post): Promise<number | null> {
  running ??= inTurn(() => sendEach(owner, post)).finally(() => { running = null })
  return running
}

function inTurn(work: () => Promise<number | null>): Promise<number | null> {
  return 'locks' in navigator ? navigator.locks.request('schouw.outbox.send', work).then((next) => next) : work()
}

async function sendEach(owner: string, post: Post): Promise<number | null> {
  // what waits for an earlier entry about the same signal
  const blocked = new Set<string>()
  let next: number | null = null
  const once = { asked: false }
  const soonest = (at: number) => { next = next === null ? at : Math.min(next, at) }
  for (const one of await entries(owner)) {
    if (one.state === 'stuck' || blocked.has(one.about)) {
      if (one.state !== 'stuck') await waitsFor(one)
      blocked.add(one.about)
      continue
    }
    if (one.notBefore > Date.now()) {
      soonest(one.notBefore)
      blocked.add(one.about)
      // a failure keeps the order of everything; something held for undo only that of its own signal
      if (one.attempts > 0) break
      continue
    }
    const became = await sendOne(one, post, once)
    if (became.kind === 'gone') continue
    blocked.add(one.about)
    if (became.kind === 'later') {
      soonest(Date.now() + backOff(one.attempts + 1, 0.5))
      if (became.everything) break
    }
  }
  return next
}

async function waitsFor(one: Entry): Promise<void> {
  if (one.reason !== 'waits') await update(one.id, (was) => ({ ...was, reason: 'waits' }))
}

async function sendOne(one: Entry, post: Post, once: { asked: boolean }): Promise<Fate> {
  await update(one.id, (was) => ({ ...was, state: 'sending', reason: 'new', said: null }))
  try {
    const what = await command(one)
    if (!once.asked) await post.ready()
    once.asked = true
    for (const id of one.photos) await sendPhoto(id, post)
    if (one.kind === 'signaal') await post.signal(what)
    else await post.step(one.about, what)
  } catch (error) {
    const became = fate(error)
    await keep(one, became)
    return became
  }
  await received(one)
  return { kind: 'gone' }
}

async function sendPhoto(id: string, post: Post): Promise<void> {
  const kept = await photo(id)
  // one that went with an earlier attempt is not sent again
  if (kept === null || kept.kept.sent) return
  await post.photo(id, kept.blob)
  await markSent(id)
}

/** The server has it: entry and photos go, in one step. */
async function received(one: Entry): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction(['entries', 'photos'], 'readwrite')
    const order = await transaction.objectStore('entries').index('id').getKey(one.id)
    if (order !== undefined) await transaction.objectStore('entries').delete(order)
    for (const id of one.photos) await transaction.objectStore('photos').delete(id)
    await transaction.done
  })
  changed()
}

async function keep(one: Entry, became: Fate): Promise<void> {
  if (became.kind === 'gone') return
  const current = became.kind === 'stuck' && became.current !== undefined ? await sealValue(await outboxKey(), became.current, belongs.theirs(one.id)) : null
  await update(one.id, (was) => became.kind === 'later'
    ? { ...was, state: 'waiting', reason: became.reason, attempts: was.attempts + 1, notBefore: Date.now() + backOff(was.attempts + 1) }
    : { ...was, state: 'stuck', reason: became.reason, said: became.said, attempts: was.attempts + 1, theirs: current })
}

/** After the app was killed while sending: what was on its way is tried again; its id makes that safe. */
export async function recover(): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('entries', 'readwrite')
    for (const one of await transaction.store.getAll()) if (one.state === 'sending') await transaction.store.put({ ...one, state: 'waiting' })
    await transaction.done
  })
  changed()
}
