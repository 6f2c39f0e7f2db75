// Area packs on this device: what is there, fetching with progress, removing, renewing.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'

import type { PackItem } from '../api/answers'
import { Unreachable, send } from '../ask/http'
import { keep, kept } from '../kept'

/** What is known of a pack on the device. */
export interface KeptPack {
  gemeente: string
  name: string
  digest: string
  /** when the snapshot of the pack was made, UTC */
  made: string
  /** when it came on this device, UTC */
  fetched: string
  size: number
  bounds: number[]
}

/** A pack with its bytes. */
export type Kept = KeptPack & { bytes: ArrayBuffer }

/** A pack as the server offers it. */
export type Offered = PackItem

/** Bytes lie apart: a list of packs is read at every start, and need not bring megabytes along. */
interface Shelf extends DBSchema {
  packs: { key: string; value: KeptPack }
  bytes: { key: string; value: ArrayBuffer }
}

/** Version of the shelf; 1 had the bytes of a pack beside its name. */
const SHELF = 2

/** Largest pack that is taken, in bytes. */
export const PACK_BYTES_MAX = 32_000_000
/** Longest download, in milliseconds. */
const DOWNLOAD_MS_MAX = 10 * 60_000

let shelf: Promise<IDBPDatabase<Shelf>> | null = null

const open = () => {
  shelf ??= openDB<Shelf>('schouw', SHELF, {
    upgrade: (database, from, _to, transaction) => {
      if (from < 1) database.createObjectStore('packs', { keyPath: 'gemeente' })
      database.createObjectStore('bytes')
      // the opening ends when this transaction does
      if (from === 1) void transaction.objectStore('packs').getAll().then((all) => Promise.all(all.map((one) => split(one as Kept, transaction))))
    },
    // another tab has a newer app: it must not wait for this one
    blocking: (_from, _to, { target }) => {
      (target as IDBDatabase).close()
      shelf = null
    },
  })
  return shelf
}

type Both = IDBPTransaction<Shelf, ('packs' | 'bytes')[], 'readwrite' | 'versionchange'>

/** Puts a pack and its bytes, both or neither. */
async function split({ bytes, ...about }: Kept, transaction: Both): Promise<void> {
  await Promise.all([transaction.objectStore('packs').put(about), transaction.objectStore('bytes').put(bytes, about.gemeente)])
}

const listeners = new Set<() => void>()
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('schouw.packs')
channel?.addEventListener('message', () => listeners.forEach((listener) => listener()))

const changed = () => {
  listeners.forEach((listener) => listener())
  channel?.postMessage('changed')
}

/** Is told whenever a pack comes or goes, in any tab. */
export function onChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is on the device; nothing when the browser keeps nothing. */
export async function packs(): Promise<KeptPack[]> {
  try {
    return await (await open()).getAll('packs')
  } catch {
    return []
  }
}

/** The bytes of a pack. */
export async function pack(gemeente: string): Promise<ArrayBuffer | undefined> {
  return (await open()).get('bytes', gemeente)
}

export async function keepPack(whole: Kept): Promise<void> {
  const transaction = (await open()).transaction(['packs', 'bytes'], 'readwrite')
  await Promise.all([split(whole, transaction), transaction.done])
  keep('packs', 'yes')
  changed()
}

export async function removePack(gemeente: string): Promise<void> {
  const transaction = (await open()).transaction(['packs', 'bytes'], 'readwrite')
  await Promise.all([transaction.objectStore('packs').delete(gemeente), transaction.objectStore('bytes').delete(gemeente), transaction.done])
  if ((await packs()).length === 0) keep('packs', 'no')
  changed()
}

/** Whether a pack may be here, without waiting for the shelf; one from before this was noted counts from the next on. */
export const mayHavePacks = (): boolean => kept('packs') === 'yes'

/** Fetches a pack and keeps it. Half a pack is never kept: the old one stays until the new one is whole. */
export async function download(offered: Offered, signal: AbortSignal, progress: (bytes: number) => void): Promise<void> {
  if (offered.size > PACK_BYTES_MAX) throw new RangeError(`pack of ${offered.size} bytes, ${PACK_BYTES_MAX} at most`)
  const path = `/v1/pakketten/${encodeURIComponent(offered.gemeente)}/${encodeURIComponent(offered.digest)}`
  const response = await send(path, { method: 'GET' }, signal, DOWNLOAD_MS_MAX)
  const bytes = await gather(response, offered.size, progress)
  const { gemeente, name, digest, made, bounds } = offered
  await keepPack({ gemeente, name, digest, made, bounds, size: bytes.byteLength, fetched: new Date().toISOString(), bytes })
  // asks the browser not to throw it away when room is short; a no changes nothing
  await navigator.storage.persist().catch(() => false)
}

async function gather(response: Response, size: number, progress: (bytes: number) => void): Promise<ArrayBuffer> {
  const reader = response.body?.getReader()
  if (!reader) return response.arrayBuffer()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => { throw new Unreachable('download broken off', { cause: error }) })
    if (done) break
    length += value.length
    if (length > PACK_BYTES_MAX) throw new RangeError(`pack larger than ${PACK_BYTES_MAX} bytes`)
    parts.push(value)
    progress(Math.min(length, size))
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole.buffer
}
