// One question to the server and its answer. A position travels in a body and never in an address.
import { takeEarly } from './early'

/** Longest wait for an answer, in milliseconds. */
export const WAIT_MS_MAX = 20_000

/** RFC 9457: what was wrong with a question. */
export interface Problem {
  title?: string
  detail?: string
  status?: number
  errors?: { detail?: string; pointer?: string }[]
  /** what the server has now, when something was changed elsewhere too */
  huidig?: unknown
  /** the session was revoked since the phone was lost: nothing may stay on it */
  wissen?: boolean
}

/** The server answered, but not with what was asked. */
export class Refused extends Error {
  constructor(readonly status: number, readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? `status ${status}`)
  }
}

/** No answer came: no network, or a server that does not answer. */
export class Unreachable extends Error {}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await send(path, { method: 'GET' }, signal))
}

export async function post<T>(path: string, question: unknown, signal?: AbortSignal): Promise<T> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(question) }
  return read<T>(await send(path, init, signal))
}

/** The raw answer, refused when its status says so. */
export async function send(path: string, init: RequestInit, signal?: AbortSignal, waitMs = WAIT_MS_MAX): Promise<Response> {
  const limit = AbortSignal.timeout(waitMs)
  const until = signal ? AbortSignal.any([signal, limit]) : limit
  let response: Response
  try {
    response = await (init.method === 'GET' ? takeEarly(path) : undefined) ?? await fetch(path, { ...init, signal: until, credentials: 'same-origin', referrerPolicy: 'no-referrer' })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Unreachable(path, { cause: error })
  }
  if (!response.ok) throw new Refused(response.status, await problemOf(response))
  return response
}

async function read<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T
  } catch (error) {
    throw new Unreachable('answer broken off', { cause: error })
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem
  } catch {
    return { status: response.status }
  }
}
