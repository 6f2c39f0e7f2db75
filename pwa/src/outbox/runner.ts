// Keeps the outbox going: at the start, when network comes back, when something is put in, and when a wait is over.
import { dropOldAnswers } from './answers'
import { onOutboxChange } from './database'
import { draft } from './drafts'
import { dropOrphans } from './photos'
import { entries, wake } from './queue'
import { recover, sendAll } from './send'
import { serverFor } from './server'

/** Most time between two looks while something waits, in milliseconds. */
const LOOK_MS_MAX = 60_000
/** Fewest time between two looks, in milliseconds. */
const LOOK_MS_MIN = 250

let owner: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let busy = false
let again = false
let left: (() => void) | null = null

function later(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void look(), Math.min(Math.max(ms, LOOK_MS_MIN), LOOK_MS_MAX))
}

async function look(): Promise<void> {
  const mine = owner
  if (mine === null) return
  if (busy) {
    again = true
    return
  }
  busy = true
  try {
    const next = await sendAll(mine, serverFor(mine))
    if (next !== null) later(next - Date.now())
  } catch {
    // the database is away: the next look opens it again
    later(LOOK_MS_MAX)
  } finally {
    busy = false
    if (again) {
      again = false
      later(LOOK_MS_MIN)
    }
  }
}

/** Everything at once, waits or not: someone asked for it, or network came back. */
export async function push(): Promise<void> {
  if (owner === null) return
  await wake(owner)
  await look()
}

/** Begins for a user; what another user left stays where it is. */
export function run(user: string): () => void {
  owner = user
  const online = () => void push()
  const visible = () => { if (!document.hidden) void look() }
  addEventListener('online', online)
  document.addEventListener('visibilitychange', visible)
  left = onOutboxChange(() => later(LOOK_MS_MIN))
  void recover().then(() => tidyUp(user)).then(look).catch(() => later(LOOK_MS_MAX))
  return () => {
    owner = null
    clearTimeout(timer)
    removeEventListener('online', online)
    document.removeEventListener('visibilitychange', visible)
    left?.()
    left = null
  }
}

/** Photos of drafts that are gone, and answers that are too old. */
async function tidyUp(user: string): Promise<void> {
  await dropOldAnswers()
  const typed = await draft<{ photos?: { id: string }[] }>(user)
  const spoken = new Set([...(typed?.photos ?? []).map((one) => one.id), ...(await entries(user)).flatMap((one) => one.photos)])
  await dropOrphans(user, spoken)
}
