// How much room is left, so that a full phone is told before it is full.

/** Less room than this and the screens warn, in bytes: some twenty photos. */
export const ROOM_BYTES_LOW = 40_000_000

export interface Room { left: number; low: boolean }

/** Room that the browser leaves us; null when it does not say. */
export async function room(): Promise<Room | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate()
    if (quota === undefined || usage === undefined) return null
    const left = Math.max(0, quota - usage)
    return { left, low: left < ROOM_BYTES_LOW }
  } catch {
    return null
  }
}

/** Asks the browser not to clean up what was not sent yet; a no changes nothing. */
export async function persist(): Promise<void> {
  try {
    if (!(await navigator.storage.persisted())) await navigator.storage.persist()
  } catch {
    // an old browser keeps it as long as it keeps anything
  }
}

export const isFull = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'QuotaExceededError' || error.name === 'NS_ERROR_DOM_QUOTA_REACHED')
