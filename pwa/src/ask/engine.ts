// The engine on the device, spoken to from the page. It lives in a worker, so that the screen never waits for it.
import { mayHavePacks, packs, onChange, type KeptPack } from '../packs/store'
import { Line } from './line'

/** The questions that the device can answer by itself. */
export type Call = 'here' | 'search' | 'area' | 'areas' | 'measures' | 'choropleth' | 'map' | 'sources' | 'source' | 'moment' | 'shapes'

export interface Asked {
  id: number
  gemeente: string
  call: Call
  question: unknown
  now: string
}

/** Longest wait for an answer of the device, in milliseconds. */
const WAIT_MS_MAX = 20_000

const line = new Line(() => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' }), WAIT_MS_MAX)

/** Whether this build has the engine; a build without wasm32 has not. */
export const HAS_ENGINE = Object.keys(import.meta.glob('../phone/generated/schouw_phone.js')).length > 0

/** Asks the pack of a gemeente. */
export function askEngine<T>(gemeente: string, call: Call, question: unknown): Promise<T> {
  return line.ask<T>({ gemeente, call, question, now: new Date().toISOString() } satisfies Omit<Asked, 'id'>)
}

/** Starts the engine before the first question, when there is a pack: that takes longer than drawing a screen. */
export function warmUp(): void {
  if (HAS_ENGINE && mayHavePacks()) line.begin().postMessage('begin')
}

let onDevice: Promise<KeptPack[]> | null = null
onChange(() => { onDevice = null })

/** The packs that can answer; none when this build has no engine. */
export function usablePacks(): Promise<KeptPack[]> {
  if (!HAS_ENGINE) return Promise.resolve([])
  onDevice ??= packs()
  return onDevice
}
