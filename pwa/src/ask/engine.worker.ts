// The worker that holds the engine: the Rust of the server, compiled for the browser, over packs on this device.
/// <reference lib="webworker" />
import { onChange, pack } from '../packs/store'
import type { Asked, Said } from './engine'

/** What the build of the engine gives: see crates/phone. */
interface Engine { default: (options: { module_or_path: string }) => Promise<unknown>; Phone: { open: (bytes: Uint8Array) => Opened }; guard: (question: string) => string }
interface Opened { free: () => void; [call: string]: ((question: string, now: string) => string) | (() => void) }

/** Packs that stay open at once; the one used longest ago is closed. */
const OPEN_MAX = 3

const built = import.meta.glob<Engine>('../phone/generated/schouw_phone.js')
const code = import.meta.glob<string>('../phone/generated/schouw_phone_bg.wasm', { query: '?url', import: 'default' })
const open = new Map<string, Opened>()
let engine: Promise<Engine> | null = null

onChange(() => {
  open.forEach((phone) => phone.free())
  open.clear()
})

async function load(): Promise<Engine> {
  const [[get], [address]] = [Object.values(built), Object.values(code)]
  if (!get || !address) throw new Error('this build has no engine')
  const [module, url] = await Promise.all([get(), address()])
  await module.default({ module_or_path: url })
  return module
}

/** The engine, loaded once. */
function loaded(): Promise<Engine> {
  engine ??= load().catch((error: unknown) => {
    // the next question tries again
    engine = null
    throw error
  })
  return engine
}

async function opened(gemeente: string): Promise<Opened> {
  const there = open.get(gemeente)
  if (there) return there
  const [{ Phone }, kept] = await Promise.all([loaded(), pack(gemeente)])
  if (!kept) throw new Error(`no pack of ${gemeente}`)
  const phone = Phone.open(new Uint8Array(kept.bytes))
  const [oldest] = open.keys()
  if (open.size >= OPEN_MAX && oldest !== undefined) {
    open.get(oldest)?.free()
    open.delete(oldest)
  }
  open.set(gemeente, phone)
  return phone
}

async function answer({ id, gemeente, call, question, now }: Asked): Promise<Said> {
  let phone: Opened
  // the guard of free text needs no pack
  if (call === 'guard') return loaded().then(({ guard }) => ({ id, answer: guard(JSON.stringify(question)) }), (error: unknown) => ({ id, broken: String(error) }))
  try {
    phone = await opened(gemeente)
  } catch (error) {
    return { id, broken: String(error) }
  }
  try {
    const ask = phone[call]
    if (typeof ask !== 'function') return { id, broken: `the engine has no ${call}` }
    const said = (ask as (question: string, now: string) => string).call(phone, JSON.stringify(question), now)
    return { id, answer: said }
  } catch (error) {
    // a refusal is thrown with a problem as JSON; a trap of the engine is no refusal
    const says = error instanceof Error ? error.message : String(error)
    return says.startsWith('{') ? { id, refused: says } : { id, broken: says }
  }
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  void answer(data).then((said) => postMessage(said))
})
