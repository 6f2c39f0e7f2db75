// The key of the outbox and what guards it.
//
// Without a lock the key lies in the browser, where no script can read it out: that shields against a copy of the database
// and not against who holds the unlocked phone. With a PIN or passkey the key itself is sealed, and lies open only in memory.
import { changed, withDatabase } from './database'
import { passkeySecret, makePasskey } from './passkey'
import { resealed } from './reseal'
import { freshKey, openBytes, sealBytes } from './seal'
import type { Sealed } from './types'

export type Lock =
  | { kind: 'open'; key: CryptoKey }
  | { kind: 'pin'; salt: Uint8Array<ArrayBuffer>; rounds: number; device: CryptoKey; wrapped: Sealed; wrong: number; waitUntil: number }
  | { kind: 'passkey'; credential: Uint8Array<ArrayBuffer>; salt: Uint8Array<ArrayBuffer>; wrapped: Sealed }

export type LockKind = Lock['kind']

/** Fewest digits of a PIN. */
export const PIN_LENGTH_MIN = 6
/** Rounds of PBKDF2-HMAC-SHA256, as OWASP advises. */
const ROUNDS = 600_000
const SALT_BYTES = 16
/** Wrong PINs before one must wait. */
const WRONG_MAX = 5
/** First wait, in milliseconds; it doubles each time. */
const WAIT_MS = 30_000
const WAIT_MS_MAX = 60 * 60_000
/** Out of sight for longer than this and the outbox locks, in milliseconds. */
const AWAY_MS_MAX = 10 * 60_000
const WRAPS = 'schouw outbox key'

/** The outbox is locked: a PIN or passkey comes first. */
export class Locked extends Error {}
/** The PIN was not the right one, or must wait. */
export class WrongPin extends Error {
  constructor(readonly waitMs: number) {
    super('wrong pin')
  }
}

let inMemory: CryptoKey | null = null
let away = 0

const read = () => withDatabase((database) => database.get('lock', 'lock'))
const write = (lock: Lock) => withDatabase((database) => database.put('lock', lock, 'lock'))

export async function lockKind(): Promise<LockKind> {
  return (await read())?.kind ?? 'open'
}

/** Whether a PIN or passkey must be given before anything can be saved or read. */
export async function isLocked(): Promise<boolean> {
  return inMemory === null && (await lockKind()) !== 'open'
}

/** The key, made at the first use. */
export async function outboxKey(): Promise<CryptoKey> {
  if (inMemory) return inMemory
  const lock = await read()
  if (lock && lock.kind !== 'open') throw new Locked('locked')
  if (lock) return (inMemory = lock.key)
  const key = await freshKey()
  // two tabs may start at once: the first key that was written is the key
  const kept = await withDatabase(async (database) => {
    const transaction = database.transaction('lock', 'readwrite')
    const there = await transaction.store.get('lock')
    if (!there) await transaction.store.put({ kind: 'open', key }, 'lock')
    await transaction.done
    return there ?? { kind: 'open' as const, key }
  })
  if (kept.kind !== 'open') throw new Locked('locked')
  return (inMemory = kept.key)
}

/** Forgets the key in memory: with a PIN or passkey the outbox is then locked. */
export function lockNow(): void {
  inMemory = null
  changed()
}

/** Locks when the app was out of sight for long. */
export function lockWhenAway(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) away = Date.now()
    else if (away > 0 && Date.now() - away > AWAY_MS_MAX) lockNow()
  })
}

async function pinKey(pin: string, lock: { salt: Uint8Array<ArrayBuffer>; rounds: number; device: CryptoKey }): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin.normalize('NFC')), 'PBKDF2', false, ['deriveBits'])
  const stretched = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: lock.salt, iterations: lock.rounds }, typed, 256)
  // bound to this browser: the PIN alone opens nothing elsewhere
  const bound = await crypto.subtle.sign('HMAC', lock.device, stretched)
  return wrappingKey(bound, lock.salt)
}

/** A key to wrap with, from a secret, by HKDF. */
async function wrappingKey(secret: ArrayBuffer, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode('schouw outbox wrap v1') }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

const imported = (raw: Uint8Array<ArrayBuffer>) => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

/** A fresh key in two forms: to use, and sealed by a wrapping key. */
async function freshWrapped(wrap: CryptoKey): Promise<{ key: CryptoKey; wrapped: Sealed }> {
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', await freshKey(true)))
  const both = { key: await imported(raw), wrapped: await sealBytes(wrap, raw, WRAPS) }
  raw.fill(0)
  return both
}

/** Sets or changes the PIN: everything is sealed anew with a new key, in one step. */
export async function setPin(pin: string): Promise<void> {
  const device = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const { key, wrapped } = await freshWrapped(await pinKey(pin, { salt, rounds: ROUNDS, device }))
  await change({ kind: 'pin', salt, rounds: ROUNDS, device, wrapped, wrong: 0, waitUntil: 0 }, key)
}

export async function setPasskey(): Promise<void> {
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const credential = await makePasskey()
  const { key, wrapped } = await freshWrapped(await wrappingKey(await passkeySecret(credential, salt), salt))
  await change({ kind: 'passkey', credential, salt, wrapped }, key)
}

/** Back to a key that the browser guards. */
export async function removeLock(): Promise<void> {
  const key = await freshKey()
  await change({ kind: 'open', key }, key)
}

async function change(lock: Lock, key: CryptoKey): Promise<void> {
  await resealed(await outboxKey(), key, lock)
  inMemory = key
  changed()
}

export async function unlockWithPin(pin: string): Promise<void> {
  const lock = await read()
  if (lock?.kind !== 'pin') return
  const wait = lock.waitUntil - Date.now()
  if (wait > 0) throw new WrongPin(wait)
  let raw: Uint8Array<ArrayBuffer>
  try {
    raw = await openBytes(await pinKey(pin, lock), lock.wrapped, WRAPS)
  } catch {
    const wrong = lock.wrong + 1
    const waitMs = wrong < WRONG_MAX ? 0 : Math.min(WAIT_MS * 2 ** (wrong - WRONG_MAX), WAIT_MS_MAX)
    await write({ ...lock, wrong, waitUntil: Date.now() + waitMs })
    throw new WrongPin(waitMs)
  }
  await take(raw)
  if (lock.wrong > 0) await write({ ...lock, wrong: 0, waitUntil: 0 })
}

export async function unlockWithPasskey(): Promise<void> {
  const lock = await read()
  if (lock?.kind !== 'passkey') return
  const wrap = await wrappingKey(await passkeySecret(lock.credential, lock.salt), lock.salt)
  await take(await openBytes(wrap, lock.wrapped, WRAPS))
}

async function take(raw: Uint8Array<ArrayBuffer>): Promise<void> {
  inMemory = await imported(raw)
  raw.fill(0)
  changed()
}
