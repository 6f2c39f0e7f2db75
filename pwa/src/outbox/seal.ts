// Sealing with AES-GCM. What it belongs to is part of the seal, so that nothing can be put in another's place.
import type { Sealed } from './types'

/** Bytes of an AES-GCM nonce, drawn anew for each seal. */
const IV_BYTES = 12
const KEY_BITS = 256

/** A key that cannot leave the browser, unless it is made to be wrapped at once. */
export const freshKey = (extractable = false): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: KEY_BITS }, extractable, ['encrypt', 'decrypt'])

export async function sealBytes(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>, belongsTo: string): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(belongsTo) }, key, bytes)
  return { iv, data }
}

/** Fails when the key is another one, or when a byte was changed. */
export async function openBytes(key: CryptoKey, { iv, data }: Sealed, belongsTo: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(belongsTo) }, key, data))
}

export const sealValue = (key: CryptoKey, value: unknown, belongsTo: string): Promise<Sealed> =>
  sealBytes(key, new TextEncoder().encode(JSON.stringify(value)), belongsTo)

export async function openValue<T>(key: CryptoKey, sealed: Sealed, belongsTo: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, belongsTo))) as T
}
