// The line to an engine in a worker: a question goes out with a number, its answer comes back with it.
import type { Problem } from './http'

/** What a worker says about a question. */
export type Said = { id: number; answer: string } | { id: number; refused: string } | { id: number; broken: string }

/** The engine understood the question and refuses it, with the problem that the server would give. */
export class EngineRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? '')
  }
}
/** The engine or what it answers from cannot be used. */
export class EngineBroken extends Error {}

/** A line to the worker that `open` makes, opened when it is first needed; an answer is waited for so many milliseconds. */
export class Line {
  private worker: Worker | null = null
  private last = 0
  private readonly waiting = new Map<number, { told: (answer: string) => void; failed: (error: Error) => void }>()

  constructor(private readonly open: () => Worker, private readonly waitMsMax: number) {}

  /** Asks, and gives the answer as JSON was read. */
  async ask<T>(question: object): Promise<T> {
    const id = ++this.last
    const text = await new Promise<string>((told, failed) => {
      const limit = setTimeout(() => {
        this.waiting.delete(id)
        failed(new EngineBroken('the engine takes too long'))
      }, this.waitMsMax)
      const settle = () => clearTimeout(limit)
      this.waiting.set(id, { told: (answer) => { settle(); told(answer) }, failed: (error) => { settle(); failed(error) } })
      this.begin().postMessage({ ...question, id })
    })
    return JSON.parse(text) as T
  }

  /** Opens the line when it is not open. */
  begin(): Worker {
    if (this.worker) return this.worker
    const worker = this.open()
    this.worker = worker
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      const one = this.waiting.get(data.id)
      this.waiting.delete(data.id)
      if ('answer' in data) one?.told(data.answer)
      else one?.failed('refused' in data ? new EngineRefused(JSON.parse(data.refused) as Problem) : new EngineBroken(data.broken))
    })
    worker.addEventListener('error', () => {
      worker.terminate()
      this.worker = null
      this.waiting.forEach(({ failed }) => failed(new EngineBroken('the engine stopped')))
      this.waiting.clear()
    })
    return worker
  }
}
