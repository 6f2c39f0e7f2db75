// Photos on the device: sealed when they are chosen, kept until the server's receipt for their signal.
import { changed, withDatabase } from './database'
import { outboxKey } from './lock'
import { alone, belongs } from './reseal'
import { openBytes, sealBytes } from './seal'
import type { KeptPhoto } from './types'

/** Most photos of one signal. */
export const PHOTOS_MAX = 6
/** Largest photo after it was made smaller, in bytes. */
export const PHOTO_BYTES_MAX = 4_000_000

export async function keepPhoto(owner: string, about: string, id: string, blob: Blob): Promise<void> {
  await alone(async () => {
    const sealed = await sealBytes(await outboxKey(), new Uint8Array(await blob.arrayBuffer()), belongs.photo(id))
    const kept: KeptPhoto = { id, owner, about, type: blob.type, bytes: blob.size, sent: false, sealed }
    await withDatabase((database) => database.put('photos', kept))
  })
  changed()
}

export async function photo(id: string): Promise<{ kept: KeptPhoto; blob: Blob } | null> {
  const kept = await withDatabase((database) => database.get('photos', id))
  if (!kept) return null
  return { kept, blob: new Blob([await openBytes(await outboxKey(), kept.sealed, belongs.photo(id))], { type: kept.type }) }
}

export async function dropPhoto(id: string): Promise<void> {
  await withDatabase((database) => database.delete('photos', id))
  changed()
}

export async function markSent(id: string): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('photos', 'readwrite')
    const there = await transaction.store.get(id)
    if (there) await transaction.store.put({ ...there, sent: true })
    await transaction.done
  })
}

/** Photos of which no draft and no entry of their maker speaks any more: left when the app was killed. */
export async function dropOrphans(owner: string, spoken: Set<string>): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('photos', 'readwrite')
    for (const kept of await transaction.store.getAll()) if (kept.owner === owner && !spoken.has(kept.id)) await transaction.store.delete(kept.id)
    await transaction.done
  })
}
