// Everything in the outbox under another key, in one step: all of it, or nothing.
import { withDatabase } from './database'
import type { Lock } from './lock'
import { openBytes, sealBytes } from './seal'
import type { Sealed } from './types'

/** What a seal belongs to: nothing can be read in another's place. */
export const belongs = {
  entry: (id: string) => `entry ${id}`,
  theirs: (id: string) => `theirs ${id}`,
  photo: (id: string) => `photo ${id}`,
  draft: (owner: string) => `draft ${owner}`,
  answer: (key: string) => `answer ${key}`,
}

/** Nobody else may write meanwhile, in any tab. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('schouw.outbox.write', work) as Promise<T> : work()
}

export async function resealed(from: CryptoKey, to: CryptoKey, lock: Lock): Promise<void> {
  await alone(async () => {
    const all = await withDatabase(async (database) => ({ entries: await database.getAll('entries'), photos: await database.getAll('photos'), drafts: await database.getAll('drafts') }))
    const again = async (sealed: Sealed, what: string) => sealBytes(to, await openBytes(from, sealed, what), what)
    for (const entry of all.entries) {
      entry.sealed = await again(entry.sealed, belongs.entry(entry.id))
      if (entry.theirs) entry.theirs = await again(entry.theirs, belongs.theirs(entry.id))
    }
    for (const photo of all.photos) photo.sealed = await again(photo.sealed, belongs.photo(photo.id))
    for (const draft of all.drafts) draft.sealed = await again(draft.sealed, belongs.draft(draft.owner))
    await withDatabase(async (database) => {
      const transaction = database.transaction(['lock', 'entries', 'photos', 'drafts', 'answers'], 'readwrite')
      await Promise.all([
        transaction.objectStore('lock').put(lock, 'lock'),
        ...all.entries.map((entry) => transaction.objectStore('entries').put(entry)),
        ...all.photos.map((photo) => transaction.objectStore('photos').put(photo)),
        ...all.drafts.map((draft) => transaction.objectStore('drafts').put(draft)),
        // what the server can tell again is not worth the work
        transaction.objectStore('answers').clear(),
        transaction.done,
      ])
    })
  })
}
