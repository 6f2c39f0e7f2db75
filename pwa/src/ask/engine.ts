// The engine on the device, spoken to from the page. It lives in a worker, so that the screen never waits for it.
import { mayHavePacks, packs, onChange, type KeptPack } from '../packs/store'
import type { Problem } from './http'

/** The questions that the device can answer by itself. */
export type Call = 'here' | 'search' | 'area' | 'areas' | 'measures' | 'choropleth' | 'map' | 'sources' | 'source' | 'moment' | 'shapes'

export interface Asked {
  id: number
  gemeente: string
  call: Call
  question: unknown
  now: string
}

export type Said = { id: number; answer: string } | { id: number; refused: string } | { id: number; broken: string }

/** The engine understood the question and refuses it, with the problem that the server would give. */
export class EngineRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? '')
  }
}
/** The engine or the pack cannot be used. */
export class EngineBroken extends Error {}

/** Longest wait for an answer of the device, in milliseconds. */
const WAIT_MS_MAX = 20_000

let worker: Worker | null = null
let last = 0
const waiting = new Map<number, { told: (answer: string) => void; failed: (error: Error) => void }>()

/** Whether this build has the engine; a build without wasm32 has not. */
export const HAS_ENGINE = Object.keys(import.meta.glob('../phone/generated/schouw_phone.js')).length > 0

function start(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if ('answer' in data) one?.told(data.answer)
    else one?.failed('refused' in data ? new EngineRefused(JSON.parse(data.refused) as Problem) : new EngineBroken(data.broken))
  })
  worker.addEventListener('error', () => {
    worker?.terminate()
    worker = null
    waiting.forEach(({ failed }) => failed(new EngineBroken('the engine stopped')))
    waiting.clear()
  })
  return worker
}

/** Asks the pack of a gemeente. */
export async function askEngine<T>(gemeente: string, call: Call, question: unknown): Promise<T> {
  const id = ++last
  const text = await new Promise<string>((told, failed) => {
    const limit = setTimeout(() => {
      waiting.delete(id)
      failed(new EngineBroken('the engine takes too long'))
    }, WAIT_MS_MAX)
    const settle = () => clearTimeout(limit)
    waiting.set(id, { told: (answer) => { settle(); told(answer) }, failed: (error) => { settle(); failed(error) } })
    start().postMessage({ id, gemeente, call, question, now: new Date().toISOString() } satisfies Asked)
  })
  return JSON.parse(text) as T
}

/** Starts the engine before the first question, when there is a pack: that takes longer than drawing a screen. */
export function warmUp(): void {
  if (HAS_ENGINE && mayHavePacks()) start().postMessage('begin')
}

let onDevice: Promise<KeptPack[]> | null = null
onChange(() => { onDevice = null })

/** The packs that can answer; none when this build has no engine. */
export function usablePacks(): Promise<KeptPack[]> {
  if (!HAS_ENGINE) return Promise.resolve([])
  onDevice ??= packs()
  return onDevice
}
