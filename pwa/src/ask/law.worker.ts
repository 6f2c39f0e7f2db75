// The worker that holds the rules of law: the Rust of the server, compiled for the browser.
/// <reference lib="webworker" />
import { lawCode, type LawAsked } from './law'
import type { Said } from './line'

/** What the build of the engine gives: see crates/phone. */
interface Engine { default: (options: { module_or_path: Response }) => Promise<unknown>; Law: new () => Law }
interface Law { ask: (call: string, question: string, now: string) => string }

const built = import.meta.glob<Engine>('../phone/generated/schouw_law.js')
const code = import.meta.glob<string>('../phone/generated/schouw_law_bg.wasm', { query: '?url', import: 'default' })
let law: Promise<Law> | null = null

async function load(): Promise<Law> {
  const [[get], [address]] = [Object.values(built), Object.values(code)]
  if (!get || !address) throw new Error('this build has no engine of the law')
  const [module, url] = await Promise.all([get(), address()])
  await module.default({ module_or_path: await lawCode(url) })
  return new module.Law()
}

async function answer({ id, call, question, now }: LawAsked): Promise<Said> {
  let rules: Law
  try {
    law ??= load().catch((error: unknown) => {
      // the next question tries again
      law = null
      throw error
    })
    rules = await law
  } catch (error) {
    return { id, broken: String(error) }
  }
  try {
    return { id, answer: rules.ask(call, question, now) }
  } catch (error) {
    // a refusal is thrown with a problem as JSON; a trap of the engine is no refusal
    const says = error instanceof Error ? error.message : String(error)
    return says.startsWith('{') ? { id, refused: says } : { id, broken: says }
  }
}

addEventListener('message', ({ data }: MessageEvent<LawAsked>) => {
  void answer(data).then((said) => postMessage(said))
})
