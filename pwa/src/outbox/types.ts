// What lies in the outbox. What was seen is sealed; beside it stands only what is needed to send it in order.

/** Bytes that only the key of the outbox opens. */
export interface Sealed { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

export type EntryKind = 'signaal' | 'stap'

/** Why something still lies here: a code, so that words stay in one place. */
export type Reason = 'new' | 'offline' | 'server' | 'busy' | 'signIn' | 'refused' | 'conflict' | 'waits' | 'locked' | 'photo' | 'damaged' | 'tooLarge'

export type EntryState = 'waiting' | 'sending' | 'stuck'

export interface Entry {
  /** order of sending; given by the database */
  order?: number
  /** id of the command: sending it twice is safe */
  id: string
  kind: EntryKind
  /** the signal that it is about */
  about: string
  /** user who made it: nobody else sends it */
  owner: string
  /** UTC */
  savedAt: string
  state: EntryState
  reason: Reason
  /** what the server said, in its words */
  said: string | null
  attempts: number
  /** not sent before this moment, milliseconds since 1970 */
  notBefore: number
  /** ids of photos that go first */
  photos: string[]
  sealed: Sealed
  /** what the server has, when it has another version */
  theirs: Sealed | null
}

/** A photo on the device, kept until the server's receipt for its signal. */
export interface KeptPhoto {
  id: string
  owner: string
  about: string
  type: string
  bytes: number
  sent: boolean
  sealed: Sealed
}

/** What someone was typing. */
export interface KeptDraft { owner: string; savedAt: string; sealed: Sealed }

/** A list or a signal as the server gave it, for a short time. */
export interface KeptAnswer { key: string; owner: string; until: number; sealed: Sealed }
