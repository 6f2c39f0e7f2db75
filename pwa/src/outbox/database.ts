// The database of the outbox. A browser may close it at any moment (memory, cleaning, another version): it is then opened
// again and what was being done is done once more.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

import type { Lock } from './lock'
import type { Entry, KeptAnswer, KeptDraft, KeptPhoto } from './types'

export interface Boxes extends DBSchema {
  lock: { key: 'lock'; value: Lock }
  entries: { key: number; value: Entry; indexes: { id: string; about: string } }
  photos: { key: string; value: KeptPhoto; indexes: { about: string } }
  drafts: { key: string; value: KeptDraft }
  answers: { key: string; value: KeptAnswer }
  who: { key: 'who'; value: { until: number; session: unknown } }
}

export type Database = IDBPDatabase<Boxes>

export const DATABASE = 'schouw.outbox'
const VERSION = 1
/** How often something is done again after the database was closed under it. */
const AGAIN_MAX = 2
/** What a closed database answers. */
const CLOSED = new Set(['InvalidStateError', 'AbortError', 'UnknownError'])

let opened: Promise<Database> | null = null

function open(): Promise<Database> {
  opened ??= openDB<Boxes>(DATABASE, VERSION, {
    upgrade: (database) => {
      database.createObjectStore('lock')
      const entries = database.createObjectStore('entries', { keyPath: 'order', autoIncrement: true })
      entries.createIndex('id', 'id', { unique: true })
      entries.createIndex('about', 'about')
      database.createObjectStore('photos', { keyPath: 'id' }).createIndex('about', 'about')
      database.createObjectStore('drafts', { keyPath: 'owner' })
      database.createObjectStore('answers', { keyPath: 'key' })
      database.createObjectStore('who')
    },
    // another tab wants a newer version: let go, the next question opens it again
    blocking: (_now, _next, event) => {
      (event.target as IDBDatabase).close()
      opened = null
    },
    terminated: () => { opened = null },
  }).catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

/** Does something with the database, once more when it was closed meanwhile. Full storage is told as it is. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  for (let again = 0; ; again += 1) {
    const using = open()
    try {
      return await work(await using)
    } catch (error) {
      const closed = error instanceof DOMException && CLOSED.has(error.name)
      if (!closed || again >= AGAIN_MAX) throw error
      if (opened === using) opened = null
    }
  }
}

/** Closes the database, as a browser may do; for the tests and before it is thrown away. */
export async function closeDatabase(): Promise<void> {
  const was = opened
  opened = null
  if (was) (await was).close()
}

const listeners = new Set<() => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('schouw.outbox')
channel?.addEventListener('message', () => listeners.forEach((listener) => listener()))

/** Tells every screen in every tab that the outbox changed. */
export function changed(): void {
  listeners.forEach((listener) => listener())
  channel?.postMessage('changed')
}

export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
