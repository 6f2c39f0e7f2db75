// Packs renew themselves when there is network: at the start, when network comes back, and now and then.
import type { PackList } from '../api/answers'
import { get } from '../ask/http'
import { download, onChange, packs } from './store'

/** How often is looked for newer packs, in milliseconds. */
const LOOK_MS = 30 * 60_000
/** How long the start of the app is left alone, in milliseconds. */
const START_MS = 4_000

export const offered = (signal?: AbortSignal): Promise<PackList> => get<PackList>('/v1/pakketten', signal)

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
