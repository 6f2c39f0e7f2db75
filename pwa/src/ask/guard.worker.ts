// The worker that holds the guard of free text: the Rust of the server, compiled for the browser.
/// <reference lib="webworker" />
import type { GuardAsked } from './guard'
import type { Said } from './line'

/** What the build of the engine gives: see crates/phone. */
interface Engine { default: (options: { module_or_path: string }) => Promise<unknown>; guard: (question: string) => string }

const built = import.meta.glob<Engine>('../phone/generated/schouw_guard.js')
const code = import.meta.glob<string>('../phone/generated/schouw_guard_bg.wasm', { query: '?url', import: 'default' })
let engine: Promise<Engine> | null = null

async function load(): Promise<Engine> {
  const [[get], [address]] = [Object.values(built), Object.values(code)]
  if (!get || !address) throw new Error('this build has no guard')
  const [module, url] = await Promise.all([get(), address()])
  await module.default({ module_or_path: url })
  return module
}

async function answer({ id, text }: GuardAsked): Promise<Said> {
  try {
    engine ??= load().catch((error: unknown) => {
      // the next question tries again
      engine = null
      throw error
    })
    const { guard } = await engine
    return { id, answer: guard(JSON.stringify({ text })) }
  } catch (error) {
    return { id, broken: String(error) }
  }
}

addEventListener('message', ({ data }: MessageEvent<GuardAsked>) => {
  void answer(data).then((said) => postMessage(said))
})
