// The worker that holds the engine: the Rust of the server, compiled for the browser, over packs on this device.
/// <reference lib="webworker" />
import { onChange, pack, packs } from '../packs/store'
import type { Asked } from './engine'
import type { Said } from './line'

/** What the build of the engine gives: see crates/phone. */
interface Engine { default: (options: { module_or_path: string }) => Promise<unknown>; Phone: { open: (bytes: Uint8Array) => Opened } }
interface Opened { free: () => void; [call: string]: ((question: string, now: string) => string) | (() => void) }

/** Packs that stay open at once; the one used longest ago is closed. */
const OPEN_MAX = 3
/** How long a pack that was closed can still answer who had it already, in milliseconds. */
const CLOSE_MS = 1000

const built = import.meta.glob<Engine>('../phone/generated/schouw_phone.js')
const code = import.meta.glob<string>('../phone/generated/schouw_phone_bg.wasm', { query: '?url', import: 'default' })
const open = new Map<string, Promise<Opened>>()
let engine: Promise<Engine> | null = null

onChange(() => [...open.keys()].forEach(close))

async function load(): Promise<Engine> {
  const [[get], [address]] = [Object.values(built), Object.values(code)]
  if (!get || !address) throw new Error('this build has no engine')
  const [module, url] = await Promise.all([get(), address()])
  await module.default({ module_or_path: url })
  return module
}

function loaded(): Promise<Engine> {
  engine ??= load().catch((error: unknown) => {
    // the next question tries again
    engine = null
    throw error
  })
  return engine
}

/** The pack of a gemeente, opened once however many questions wait for it. */
function opened(gemeente: string): Promise<Opened> {
  const known = open.get(gemeente)
  if (known) return known
  const opening = openPack(gemeente)
  open.set(gemeente, opening)
  opening.catch(() => { if (open.get(gemeente) === opening) open.delete(gemeente) })
  const [oldest] = open.keys()
  if (open.size > OPEN_MAX && oldest !== undefined) close(oldest)
  return opening
}

function close(gemeente: string): void {
  // whoever waits for it still gets its answer: a message later it is free
  void open.get(gemeente)?.then((phone) => setTimeout(() => phone.free(), CLOSE_MS), () => undefined)
  open.delete(gemeente)
}

async function openPack(gemeente: string): Promise<Opened> {
  const [{ Phone }, kept] = await Promise.all([loaded(), pack(gemeente)])
  if (!kept) throw new Error(`no pack of ${gemeente}`)
  return Phone.open(new Uint8Array(kept))
}

async function answer({ id, gemeente, call, question, now }: Asked): Promise<Said> {
  let phone: Opened
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

/** Opens what is likely to be asked, so that the first question finds it open. */
async function begin(): Promise<void> {
  const [first] = await Promise.all([packs().then(([one]) => one), loaded()])
  if (first) await opened(first.gemeente)
}

addEventListener('message', ({ data }: MessageEvent<Asked | 'begin'>) => {
  // the question itself will say what does not work
  if (data === 'begin') void begin().catch(() => undefined)
  else void answer(data).then((said) => postMessage(said))
})
