// Putting in, looking at and taking out of the outbox.
import { changed, withDatabase } from './database'
import { outboxKey } from './lock'
import { alone, belongs } from './reseal'
import { openValue, sealValue } from './seal'
import type { Entry, EntryKind } from './types'

/** Most entries that lie here at once. */
export const ENTRIES_MAX = 500
/** How long a step can be taken back before it goes, in milliseconds. */
export const UNDO_MS = 6_000

/** So much lies here that something must go first. */
export class OutboxFull extends Error {}

export interface Put {
  id: string
  kind: EntryKind
  about: string
  owner: string
  /** what the server gets */
  command: unknown
  photos?: string[]
  /** milliseconds during which it can be taken back */
  holdMs?: number
}

/** Keeps a command. When this returns it is on the device, and the draft it came from is gone. */
export async function put({ id, kind, about, owner, command, photos = [], holdMs = 0 }: Put): Promise<void> {
  await alone(async () => {
    const sealed = await sealValue(await outboxKey(), command, belongs.entry(id))
    const now = Date.now()
    const entry: Entry = { id, kind, about, owner, savedAt: new Date(now).toISOString(), state: 'waiting', reason: 'new', said: null, attempts: 0, notBefore: now + holdMs, photos, sealed, theirs: null }
    await withDatabase(async (database) => {
      const transaction = database.transaction(['entries', 'drafts'], 'readwrite')
      const entries = transaction.objectStore('entries')
      // done again after the database was closed: it may be there already
      if ((await entries.index('id').getKey(id)) === undefined) {
        if ((await entries.count()) >= ENTRIES_MAX) throw new OutboxFull('outbox full')
        await entries.add(entry)
      }
      if (kind === 'signaal') await transaction.objectStore('drafts').delete(owner)
      await transaction.done
    })
  })
  changed()
}

/** What lies here for a user, in the order of sending. */
export async function entries(owner: string): Promise<Entry[]> {
  const all = await withDatabase((database) => database.getAll('entries'))
  return all.filter((entry) => entry.owner === owner)
}

export const entry = (id: string): Promise<Entry | undefined> => withDatabase((database) => database.getFromIndex('entries', 'id', id))

/** The command of an entry. */
export async function command<T>(one: Entry): Promise<T> {
  return openValue<T>(await outboxKey(), one.sealed, belongs.entry(one.id))
}

/** What the server has of a signal that was changed elsewhere too. */
export async function theirs<T>(one: Entry): Promise<T | null> {
  return one.theirs ? openValue<T>(await outboxKey(), one.theirs, belongs.theirs(one.id)) : null
}

/** Changes an entry that is still there. */
export async function update(id: string, how: (entry: Entry) => Entry): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('entries', 'readwrite')
    const there = await transaction.store.index('id').get(id)
    if (there) await transaction.store.put(how(there))
    await transaction.done
  })
  changed()
}

/** Another command in place of the one that lies here, to be tried at once. */
export async function replace(id: string, next: unknown): Promise<void> {
  await alone(async () => {
    const sealed = await sealValue(await outboxKey(), next, belongs.entry(id))
    await update(id, (was) => ({ ...was, sealed, theirs: null, state: 'waiting', reason: 'new', said: null, attempts: 0, notBefore: 0 }))
  })
}

/** Takes an entry out and gives it back, so that it can be put in again. The photos of a signal go with it. */
export async function take(id: string): Promise<Entry | null> {
  const gone = await withDatabase(async (database) => {
    const transaction = database.transaction(['entries', 'photos'], 'readwrite')
    const store = transaction.objectStore('entries')
    const there = await store.index('id').get(id)
    if (there?.order !== undefined) {
      await store.delete(there.order)
      for (const photo of there.photos) await transaction.objectStore('photos').delete(photo)
    }
    await transaction.done
    return there ?? null
  })
  changed()
  return gone
}

/** Takes back what has not gone yet; false when it was too late. */
export async function takeBack(id: string): Promise<boolean> {
  const done = await withDatabase(async (database) => {
    const transaction = database.transaction('entries', 'readwrite')
    const there = await transaction.store.index('id').get(id)
    const can = there?.order !== undefined && there.state !== 'sending' && there.attempts === 0
    if (can) await transaction.store.delete(there.order ?? -1)
    await transaction.done
    return can
  })
  changed()
  return done
}

/** Everything may be tried at once: someone pushed, or network is back. What is held for undo stays held. */
export async function wake(owner: string): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('entries', 'readwrite')
    for (const one of await transaction.store.getAll()) {
      if (one.owner === owner && one.attempts > 0 && one.reason !== 'conflict' && one.reason !== 'refused') await transaction.store.put({ ...one, state: 'waiting', notBefore: 0 })
    }
    await transaction.done
  })
  changed()
}
