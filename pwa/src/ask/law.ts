// Questions to the rules of law: answered on the device when this build has that engine, else by the server. The same Rust
// answers on both sides, and nothing of a question leaves a device that can answer it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { post, Refused } from './http'
import { EngineBroken, EngineRefused, Line } from './line'

/** The questions, with their address at the server. */
const ADDRESSES = {
  share_talk: '/v1/mag-delen/_gesprek',
  share_tell: '/v1/mag-delen/_uitleg',
  act_find: '/v1/mag-doen/_zoek',
  act_tell: '/v1/mag-doen/_uitleg',
  act_card: '/v1/mag-doen/_kaart',
} as const

export type LawCall = keyof typeof ADDRESSES
export interface LawAsked { id: number; call: LawCall; question: string; now: string }

/** Longest wait for the engine, its download included, in milliseconds. */
const WAIT_MS_MAX = 30_000
/** Where the engine is kept on the device, apart from the app: it comes when someone asks, or with an area pack. */
export const LAW_CACHE = 'schouw-law'

/** Whether this build has the engine of the law. */
export const HAS_LAW = Object.keys(import.meta.glob('../phone/generated/schouw_law.js')).length > 0
const code = import.meta.glob<string>('../phone/generated/schouw_law_bg.wasm', { query: '?url', import: 'default' })

const line = new Line(() => new Worker(new URL('./law.worker.ts', import.meta.url), { type: 'module' }), WAIT_MS_MAX)

function askDevice<T>(call: LawCall, question: unknown): Promise<T> {
  return line.ask<T>({ call, question: JSON.stringify(question), now: new Date().toISOString() } satisfies Omit<LawAsked, 'id'>)
}

/** Asks the rules. */
export async function askLaw<T>(call: LawCall, question: unknown, signal?: AbortSignal): Promise<T> {
  if (HAS_LAW) {
    try {
      return await askDevice<T>(call, question)
    } catch (error) {
      // the same rules refuse at the server too; an engine that does not run is no refusal
      if (error instanceof EngineRefused) throw new Refused(error.problem.status ?? 400, error.problem)
      if (!(error instanceof EngineBroken)) throw error
    }
  }
  return post<T>(ADDRESSES[call], question, signal)
}

export function useLaw<T>(call: LawCall, question: object | null) {
  return useQuery({
    queryKey: ['law', call, question],
    enabled: question !== null,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => askLaw<T>(call, question, signal),
  })
}

/** Keeps the engine on the device, for whoever prepared it for use without network. */
export async function keepLaw(): Promise<void> {
  const [address] = Object.values(code)
  if (!address || typeof caches === 'undefined') return
  await lawCode(await address()).catch(() => undefined)
}

/** The engine: from the device when it is there, else from the server and kept. The engine of an earlier build goes. */
export async function lawCode(address: string): Promise<Response> {
  const cache = await caches.open(LAW_CACHE).catch(() => null)
  const there = await cache?.match(address)
  if (there) return there
  const got = await fetch(address)
  if (!got.ok) throw new EngineBroken(`the engine of the law: status ${got.status}`)
  if (cache) {
    for (const old of await cache.keys()) await cache.delete(old)
    // a full device keeps nothing: the answer comes all the same
    await cache.put(address, got.clone()).catch(() => undefined)
  }
  return got
}
