// Packs renew themselves when there is network: at the start, when network comes back, and now and then.
import type { PackItem, PackList } from '../api/answers'
import { get } from '../ask/http'
import { download, onChange, packs } from './store'

/** How often is looked for newer packs, in milliseconds. */
const LOOK_MS = 30 * 60_000
/** How long the start of the app is left alone, in milliseconds. */
const START_MS = 4_000

/** Looks for the pack of a gemeente that is being made before it is given up, each of some seconds. */
const LOOKS_MAX = 20

/** The packs that the server has; the gemeente that someone waits for is made before the others. */
export const offered = (signal?: AbortSignal, gemeente?: string): Promise<PackList> => get<PackList>(gemeente === undefined ? '/v1/pakketten' : `/v1/pakketten?gemeente=${encodeURIComponent(gemeente)}`, signal)

/** The pack of one gemeente, as soon as the server has made it; null when it makes none. */
export async function awaitOffer(gemeente: string, signal: AbortSignal): Promise<PackItem | null> {
  for (let look = 0; look < LOOKS_MAX; look += 1) {
    const { results, pending } = await offered(signal, gemeente)
    const found = results.find((one) => one.gemeente === gemeente)
    if (found || pending === 0) return found ?? null
  }
  return null
}

let busy = false

/** Fetches each pack on the device of which the server has another. The old one stays until the new one is whole. */
export async function renew(): Promise<void> {
  if (busy || !navigator.onLine) return
  busy = true
  try {
    const mine = await packs()
    if (mine.length === 0) return
    const { results } = await offered()
    for (const kept of mine) {
      const newer = results.find((one) => one.gemeente === kept.gemeente && one.digest !== kept.digest)
      if (newer) await download(newer, new AbortController().signal, () => undefined)
    }
  } catch {
    // no network after all, or a server that is away: the next look is soon enough
  } finally {
    busy = false
  }
}

export function renewWhenOnline(): void {
  onChange(() => dispatchEvent(new Event('schouw:packs')))
  setTimeout(() => void renew(), START_MS)
  setInterval(() => void renew(), LOOK_MS)
  addEventListener('online', () => void renew())
}
