// What guards the outbox, and what a lost phone still holds.
import 'fake-indexeddb/auto'

import { deleteDB, openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { ANSWER_MS_MAX, keepAnswer, keptAnswer } from '../src/outbox/answers'
import { closeDatabase, DATABASE } from '../src/outbox/database'
import { draft, keepDraft } from '../src/outbox/drafts'
import { isLocked, Locked, lockNow, removeLock, setPin, unlockWithPin, WrongPin } from '../src/outbox/lock'
import { keepPhoto, photo } from '../src/outbox/photos'
import { command, entry, put } from '../src/outbox/queue'
import { sendAll, type Post } from '../src/outbox/send'
import { wipeAll } from '../src/outbox/wipe'

const ME = '0193-me'
const signal = (id: string) => put({ id, kind: 'signaal', about: id, owner: ME, command: { id, tekst: `vaten ${id}` } })
const raise = (): never => { throw new Error('not there') }

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true })
})
afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  lockNow()
  await closeDatabase()
  await deleteDB(DATABASE)
})

describe('a lock', () => {
  test('with a PIN everything is sealed anew and opens with that PIN only', async () => {
    await signal('a')
    await keepDraft(ME, { text: 'vaten' })
    await keepPhoto(ME, 'a', 'p', new Blob(['1']))
    const before = new Uint8Array((await entry('a'))?.sealed.data ?? new ArrayBuffer(0)).join()
    await setPin('481516')
    expect(new Uint8Array((await entry('a'))?.sealed.data ?? new ArrayBuffer(0)).join()).not.toBe(before)
    lockNow()
    expect(await isLocked()).toBe(true)
    await expect(signal('b')).rejects.toThrow(Locked)
    await expect(unlockWithPin('481517')).rejects.toThrow(WrongPin)
    await unlockWithPin('481516')
    expect(await command((await entry('a')) ?? raise())).toMatchObject({ tekst: 'vaten a' })
    expect(await draft(ME)).toEqual({ text: 'vaten' })
    expect(await photo('p')).not.toBeNull()
  }, 20_000)
  test('locked, sending waits and loses nothing', async () => {
    await signal('a')
    await setPin('481516')
    lockNow()
    const came: string[] = []
    const post: Post = { ready: () => Promise.resolve(), photo: () => Promise.resolve(), signal: () => { came.push('a'); return Promise.resolve() }, step: () => Promise.resolve() }
    await sendAll(ME, post)
    expect(came).toEqual([])
    expect(await entry('a')).toMatchObject({ state: 'waiting', reason: 'locked' })
  }, 20_000)
  test('after five wrong PINs one must wait, also for the right one', async () => {
    await setPin('481516')
    lockNow()
    for (let wrong = 0; wrong < 5; wrong += 1) await expect(unlockWithPin('000000')).rejects.toThrow(WrongPin)
    await expect(unlockWithPin('481516')).rejects.toMatchObject({ waitMs: expect.any(Number) as number })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 40_000 })
    await unlockWithPin('481516')
    expect(await isLocked()).toBe(false)
  }, 30_000)
  test('the lock can be removed, and what lies there stays readable', async () => {
    await signal('a')
    await setPin('481516')
    await removeLock()
    lockNow()
    expect(await command((await entry('a')) ?? raise())).toMatchObject({ tekst: 'vaten a' })
  }, 20_000)
})

describe('a lost phone', () => {
  test('lists of the server are kept for one shift', async () => {
    await keepAnswer(ME, 'list', { signalen: [] })
    expect((await keptAnswer(ME, 'list'))?.answer).toEqual({ signalen: [] })
    expect(await keptAnswer('other', 'list')).toBeNull()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ANSWER_MS_MAX + 1 })
    expect(await keptAnswer(ME, 'list')).toBeNull()
  })
  test('wiping takes everything, key included', async () => {
    await signal('a')
    await keepAnswer(ME, 'list', {})
    await wipeAll()
    const database = await openDB(DATABASE)
    expect([...database.objectStoreNames]).toEqual([])
    database.close()
    await deleteDB(DATABASE)
  })
})
