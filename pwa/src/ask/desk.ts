// Who answers: the device when it has the pack, else the server. The same Rust answers on both sides.
import type { KeptPack } from '../packs/store'
import { askEngine, usablePacks, type Call } from './engine'
import { EngineBroken, EngineRefused } from './line'
import { Refused, Unreachable } from './http'

/** An answer, who gave it, and when its snapshot was made. */
export interface Told<T> {
  answer: T
  from: 'phone' | 'network'
  /** UTC; null when the server did not say */
  made: string | null
}

/** What a question is about: a spot, a code, or nothing in particular. */
export type About = { lat: number; lon: number } | { code: string } | null

/** Whether the device goes first although there is network: yes where a question holds a position. */
export type First = 'phone' | 'network'

interface Ask<T> {
  call: Call
  question: unknown
  about: About
  first: First
  /** the same question to the server */
  network: () => Promise<T>
  /** whether an answer of this pack is about its own gemeente */
  belongs?: (answer: T, pack: KeptPack) => boolean
}

/** Packs that may hold what a question is about. */
export function candidates(packs: KeptPack[], about: About): KeptPack[] {
  if (about === null) return packs
  if ('code' in about) return packs.filter((pack) => about.code.slice(2).startsWith(pack.gemeente.slice(2)) || !/^(GM|WK|BU)/.test(about.code))
  return packs.filter(({ bounds: [west = 0, south = 0, east = 0, north = 0] }) => about.lon >= west && about.lon <= east && about.lat >= south && about.lat <= north)
}

async function fromPhone<T>(ask: Ask<T>): Promise<Told<T> | null> {
  let refused: EngineRefused | null = null
  for (const pack of candidates(await usablePacks(), ask.about)) {
    try {
      const answer = await askEngine<T>(pack.gemeente, ask.call, ask.question)
      if (ask.belongs?.(answer, pack) === false) continue
      return { answer, from: 'phone', made: pack.made }
    } catch (error) {
      if (error instanceof EngineRefused) refused = error
      else if (!(error instanceof EngineBroken)) throw error
    }
  }
  if (refused && !navigator.onLine) throw new Refused(refused.problem.status ?? 400, refused.problem)
  return null
}

async function fromNetwork<T>(ask: Ask<T>): Promise<Told<T>> {
  return { answer: await ask.network(), from: 'network', made: null }
}

/** Asks, and falls back on the other side when the first cannot answer. */
export async function tell<T>(ask: Ask<T>): Promise<Told<T>> {
  if (ask.first === 'phone' || !navigator.onLine) {
    const told = await fromPhone(ask)
    return told ?? fromNetwork(ask)
  }
  try {
    return await fromNetwork(ask)
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const told = await fromPhone(ask)
    if (told) return told
    throw error
  }
}
