// Who is signed in. Without network the device remembers who it was, for one shift, so that something can be recorded.
import { useQuery, type QueryClient } from '@tanstack/react-query'

import { get, Refused, Unreachable } from '../ask/http'
import { keep, kept } from '../kept'
import { takeToken, write } from '../ask/write'
import { withDatabase } from '../outbox/database'
import { forgetAnswers, wipeAll } from '../outbox/wipe'
import type { Session, Ways } from './types'

/** How long the device remembers who it was, in milliseconds. */
const REMEMBERED_MS_MAX = 12 * 60 * 60_000
const GOOD_MS = 60_000

/** A session, and whether the server said so just now. */
export interface Known { session: Session; from: 'server' | 'device' }

/** Told when everything on this device was taken away. */
export const WIPED = 'schouw:wiped'

export async function knownSession(signal?: AbortSignal): Promise<Known | null> {
  try {
    const session = await get<Session>('/v1/sessie', signal)
    takeToken(session.csrf)
    expectSession(true)
    await remember(session)
    return { session, from: 'server' }
  } catch (error) {
    if (error instanceof Refused && error.status === 401) {
      takeToken(null)
      expectSession(false)
      await ended(error)
      return null
    }
    // an old server has no people: nobody can sign in
    if (error instanceof Refused && error.status === 404) return null
    if (error instanceof Unreachable || error instanceof Refused) {
      const session = await remembered()
      if (session) return { session, from: 'device' }
      if (!navigator.onLine) return null
    }
    throw error
  }
}

async function ended(error: Refused): Promise<void> {
  if (error.problem.wissen === true) {
    await wipeAll()
    dispatchEvent(new Event(WIPED))
  } else await forgetAnswers().catch(() => undefined)
}

async function remember(session: Session): Promise<void> {
  // without the token: that lives as long as the page
  const kept = { ...session, csrf: '' }
  await withDatabase((database) => database.put('who', { until: Date.now() + REMEMBERED_MS_MAX, session: kept }, 'who')).catch(() => undefined)
}

async function remembered(): Promise<Session | null> {
  const kept = await withDatabase((database) => database.get('who', 'who')).catch(() => undefined)
  return kept && kept.until > Date.now() ? kept.session as Session : null
}

/** Whether someone signs in on this device: pages that anyone may see do not ask who it is before. */
export const expectSession = (is: boolean): void => keep('signedIn', is ? 'yes' : 'no')

export const SESSION_KEY = ['session'] as const

/** Who is signed in; `always` asks also where nobody signed in before. */
export function useSession(always = true) {
  return useQuery({ queryKey: SESSION_KEY, enabled: always || kept('signedIn') === 'yes', staleTime: GOOD_MS, refetchOnWindowFocus: true, queryFn: ({ signal }) => knownSession(signal) })
}

export function useWays() {
  return useQuery({ queryKey: ['ways'], queryFn: ({ signal }) => get<Ways>('/v1/aanmeldwijzen', signal) })
}

export type Credentials = { soort: 'lokaal'; gebruikersnaam: string; wachtwoord: string; code: string } | { soort: 'demo'; gebruiker: string }

/** Signs in. What was asked under another name is forgotten. */
export async function signIn(credentials: Credentials, client: QueryClient): Promise<void> {
  await write('POST', '/v1/sessies', credentials)
  await startAnew(client)
}

/** Signs out: lists leave the device, what was not sent stays sealed until its maker signs in again. */
export async function signOut(client: QueryClient): Promise<void> {
  try {
    await write('DELETE', '/v1/sessie')
  } catch (error) {
    // a session that had ended already is what was wanted
    if (!(error instanceof Refused && error.status === 401)) throw error
  }
  takeToken(null)
  await forgetAnswers()
  client.setQueryData(SESSION_KEY, null)
  await startAnew(client)
}

async function startAnew(client: QueryClient): Promise<void> {
  client.removeQueries({ predicate: (query) => query.queryKey[0] === 'signals' || query.queryKey[0] === 'privacy' })
  await client.query({ queryKey: SESSION_KEY, staleTime: 0, queryFn: ({ signal }) => knownSession(signal) })
}

/** What a role opens. The server decides what may; this only says which screens have something to do. */
export const canWeigh = (roles: string[]): boolean => roles.some((role) => ['coordinator', 'team_chief', 'inspector', 'wijkagent'].includes(role))
export const isPrivacyOfficer = (roles: string[]): boolean => roles.some((role) => role === 'privacy_officer')
