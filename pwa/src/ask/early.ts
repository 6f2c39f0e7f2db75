// What a page asks first, asked while the app itself is still on its way. Never a question with a position.

const asked = new Map<string, Promise<Response>>()

/** Sends a question before the page that needs its answer is there. */
export function askEarly(path: string, waitMs: number): void {
  const answer = fetch(path, { credentials: 'same-origin', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(waitMs) })
  // whoever takes it sees what went wrong; nobody may take it
  answer.catch(() => undefined)
  asked.set(path, answer)
}

/** The answer that was asked early, once. */
export function takeEarly(path: string): Promise<Response> | undefined {
  const answer = asked.get(path)
  asked.delete(path)
  return answer
}
