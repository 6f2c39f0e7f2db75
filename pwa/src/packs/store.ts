// Area packs on this device: what is there, fetching with progress, removing, renewing.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

import type { PackItem } from '../api/answers'
import { Unreachable, send } from '../ask/http'

/** A pack as it lies on the device. */
export interface Kept {
  gemeente: string
  name: string
  digest: string
  /** when the snapshot of the pack was made, UTC */
  made: string
  /** when it came on this device, UTC */
  fetched: string
  size: number
  bounds: number[]
  bytes: ArrayBuffer
}

export type KeptPack = Omit<Kept, 'bytes'>

/** A pack as the server offers it. */
export type Offered = PackItem

interface Shelf extends DBSchema {
  packs: { key: string; value: Kept }
}

/** Largest pack that is taken, in bytes. */
export const PACK_BYTES_MAX = 32_000_000
/** Longest download, in milliseconds. */
const DOWNLOAD_MS_MAX = 10 * 60_000

let shelf: Promise<IDBPDatabase<Shelf>> | null = null

const open = () => {
  shelf ??= openDB<Shelf>('schouw', 1, {
    upgrade: (database) => {
      database.createObjectStore('packs', { keyPath: 'gemeente' })
    },
  })
  return shelf
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
    const all = await (await open()).getAll('packs')
    return all.map(({ gemeente, name, digest, made, fetched, size, bounds }) => ({ gemeente, name, digest, made, fetched, size, bounds }))
  } catch {
    return []
  }
}

export async function pack(gemeente: string): Promise<Kept | undefined> {
  return (await open()).get('packs', gemeente)
}

export async function keepPack(kept: Kept): Promise<void> {
  await (await open()).put('packs', kept)
  changed()
}

export async function removePack(gemeente: string): Promise<void> {
  await (await open()).delete('packs', gemeente)
  changed()
}

/** Fetches a pack and keeps it. Half a pack is never kept: the old one stays until the new one is whole. */
export async function download(offered: Offered, signal: AbortSignal, progress: (bytes: number) => void): Promise<void> {
  if (offered.size > PACK_BYTES_MAX) throw new RangeError(`pack of ${offered.size} bytes, ${PACK_BYTES_MAX} at most`)
  const path = `/v1/pakketten/${encodeURIComponent(offered.gemeente)}/${encodeURIComponent(offered.digest)}`
  const response = await send(path, { method: 'GET' }, signal, DOWNLOAD_MS_MAX)
  const bytes = await gather(response, offered.size, progress)
  await keepPack({ ...offered, size: bytes.byteLength, fetched: new Date().toISOString(), bytes })
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
