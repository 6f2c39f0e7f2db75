// Writing to the server: with the token of the session, which a page of another site does not have.
import { send } from './http'

/** Longest wait for a photo to arrive over a slow network, in milliseconds. */
const PHOTO_WAIT_MS_MAX = 120_000

let token: string | null = null

/** The token of the session that is used from now on. */
export function takeToken(csrf: string | null): void {
  token = csrf
}

const headers = (kind: string | null): HeadersInit => ({
  ...(kind === null ? {} : { 'content-type': kind }),
  ...(token === null ? {} : { 'x-csrf-token': token }),
})

/** Sends JSON and reads the JSON answer; null when there is none. */
export async function write<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T | null> {
  const init: RequestInit = { method, headers: headers(body === undefined ? null : 'application/json') }
  if (body !== undefined) init.body = JSON.stringify(body)
  const text = await (await send(path, init)).text()
  return text === '' ? null : JSON.parse(text) as T
}

/** Asks something that does not belong in an address, such as a position. */
export async function ask<T>(path: string, question: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { method: 'POST', headers: headers('application/json'), body: JSON.stringify(question) }, signal)
  return await response.json() as T
}

export async function putBytes(path: string, blob: Blob): Promise<void> {
  await send(path, { method: 'PUT', headers: headers(blob.type), body: blob }, undefined, PHOTO_WAIT_MS_MAX)
}
