// The outbox against a real IndexedDB in memory: nothing lost, nothing readable, in order.
import 'fake-indexeddb/auto'

import { deleteDB, openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { Refused, Unreachable } from '../src/ask/http'
import { closeDatabase, DATABASE, withDatabase } from '../src/outbox/database'
import { draft, dropDraft, keepDraft } from '../src/outbox/drafts'
import { exported } from '../src/outbox/export'
import { commandId } from '../src/outbox/ids'
import { lockNow } from '../src/outbox/lock'
import { dropOrphans, keepPhoto, photo } from '../src/outbox/photos'
import { command, entries, entry, OutboxFull, put, replace, take, takeBack, theirs, update, wake, ENTRIES_MAX } from '../src/outbox/queue'
import { isFull } from '../src/outbox/room'
import { BACK_OFF_MS, BACK_OFF_MS_MAX, backOff, recover, sendAll, type Post } from '../src/outbox/send'

const ME = '0193-me'
const signal = (id: string, more: Partial<Parameters<typeof put>[0]> = {}) => put({ id, kind: 'signaal', about: id, owner: ME, command: { id, tekst: `vaten ${id}` }, ...more })
const step = (id: string, about: string, more: Partial<Parameters<typeof put>[0]> = {}) => put({ id, kind: 'stap', about, owner: ME, command: { id, versie: 1, stap: 'corrigeren', tekst: id }, ...more })

/** A server that remembers what came, and fails as it is told. */
function server(fails: (what: string) => Error | null = () => null) {
  const came: string[] = []
  const take = (what: string) => {
    const error = fails(what)
    if (error) return Promise.reject(error)
    came.push(what)
    return Promise.resolve()
  }
  const post: Post = {
    ready: () => Promise.resolve(),
    photo: (id) => take(`photo ${id}`),
    signal: (what) => take((what as { id: string }).id),
    step: (_about, what) => take((what as { id: string }).id),
  }
  return { came, post }
}

const ids = async () => (await entries(ME)).map((one) => one.id)

beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  lockNow()
  await closeDatabase()
  await deleteDB(DATABASE)
})

describe('what is put in stays, sealed', () => {
  test('it is sent in the order in which it was put in, and is gone after the receipt', async () => {
    const { came, post } = server()
    for (const id of ['a', 'b', 'c']) await signal(id)
    expect(await sendAll(ME, post)).toBeNull()
    expect(came).toEqual(['a', 'b', 'c'])
    expect(await ids()).toEqual([])
  })
  test('nothing of it can be read in the database', async () => {
    await signal('a', { command: { tekst: 'het geheim van de kade' } })
    await keepDraft(ME, { text: 'half geheim' })
    await keepPhoto(ME, 'a', 'p', new Blob(['gezicht']))
    const database = await openDB(DATABASE)
    const all = await Promise.all(['entries', 'drafts', 'photos'].map((name) => database.getAll(name)))
    database.close()
    const bytes = all.flat().map((one: { sealed: { data: ArrayBuffer } }) => new TextDecoder().decode(one.sealed.data) + JSON.stringify(one)).join(' ')
    expect(bytes).not.toMatch(/geheim|gezicht/)
  })
  test('the key cannot be read out', async () => {
    await signal('a')
    const lock = await withDatabase((database) => database.get('lock', 'lock'))
    expect(lock?.kind === 'open' && lock.key.extractable).toBe(false)
  })
  test('it is there after the tab was killed, and what was being sent is sent again', async () => {
    await signal('a')
    await update('a', (was) => ({ ...was, state: 'sending' }))
    lockNow()
    await closeDatabase()
    await recover()
    const { came, post } = server()
    await sendAll(ME, post)
    expect(came).toEqual(['a'])
  })
  test('the database may be closed under it', async () => {
    await signal('a')
    await withDatabase((database) => {
      database.close()
      return Promise.resolve()
    })
    await signal('b')
    expect(await ids()).toEqual(['a', 'b'])
  })
  test('putting in the same twice is once', async () => {
    await signal('a')
    await signal('a')
    expect(await ids()).toEqual(['a'])
  })
  test('what another user made is not sent under my name', async () => {
    await signal('a', { owner: 'someone else' })
    const { came, post } = server()
    await sendAll(ME, post)
    expect(came).toEqual([])
  })
  test('a sealed command cannot be put in the place of another', async () => {
    await signal('a')
    await signal('b')
    const other = await entry('b')
    await update('a', (was) => ({ ...was, sealed: other?.sealed ?? was.sealed }))
    await expect(command((await entry('a')) ?? raise())).rejects.toThrow()
  })
  test('more than it holds is refused, and what was there stays', async () => {
    await signal('a')
    await withDatabase(async (database) => {
      const one = await database.getFromIndex('entries', 'id', 'a')
      const transaction = database.transaction('entries', 'readwrite')
      for (let at = 1; at < ENTRIES_MAX; at += 1) {
        if (one) await transaction.store.add({ ...one, id: `x${at}`, order: at + 10 })
      }
      await transaction.done
    })
    await expect(signal('over')).rejects.toThrow(OutboxFull)
    expect((await entries(ME)).length).toBe(ENTRIES_MAX)
  })
  test('saving takes less than 300 ms', async () => {
    await signal('warm')
    const began = performance.now()
    await signal('a')
    expect(performance.now() - began).toBeLessThan(300)
  })
})

const raise = (): never => { throw new Error('not there') }

describe('when it does not go', () => {
  const offline = () => new Unreachable('/v1/signalen')
  test('without network everything waits in order, longer each time', async () => {
    const { came, post } = server(offline)
    await signal('a')
    await signal('b')
    const next = await sendAll(ME, post)
    expect(came).toEqual([])
    expect(next).toBeGreaterThan(Date.now())
    const [first, second] = await entries(ME)
    expect([first?.state, first?.attempts, second?.attempts]).toEqual(['waiting', 1, 0])
    expect(first?.reason).toBe('server')
    vi.stubGlobal('navigator', { onLine: false })
    await wake(ME)
    await sendAll(ME, post)
    expect((await entries(ME))[0]?.reason).toBe('offline')
    // it is not tried before its moment
    expect(await sendAll(ME, server().post)).toBeGreaterThan(Date.now())
    expect(await ids()).toEqual(['a', 'b'])
  })
  test('a push tries at once', async () => {
    await signal('a')
    await sendAll(ME, server(offline).post)
    await wake(ME)
    const { came, post } = server()
    await sendAll(ME, post)
    expect(came).toEqual(['a'])
  })
  test.each([[1, BACK_OFF_MS], [2, BACK_OFF_MS * 2], [5, BACK_OFF_MS * 16], [40, BACK_OFF_MS_MAX]])('after %i failures the wait is about %i ms', (attempts, expected) => {
    expect(backOff(attempts, 0.5)).toBe(expected)
    expect(backOff(attempts, 0)).toBe(expected * 0.75)
    expect(backOff(attempts, 1)).toBe(expected * 1.25)
  })
  test.each([[401, 'waiting', 'signIn'], [429, 'waiting', 'busy'], [500, 'waiting', 'server'], [503, 'waiting', 'server'], [400, 'stuck', 'refused'], [422, 'stuck', 'refused'], [404, 'stuck', 'refused'], [413, 'stuck', 'tooLarge'], [409, 'stuck', 'conflict']])('an answer %i makes it %s with the reason %s', async (status, state, reason) => {
    await signal('a')
    await sendAll(ME, server(() => new Refused(status, { detail: 'zo niet' })).post)
    expect(await entry('a')).toMatchObject({ state, reason })
  })
  test('what is stuck holds up its own signal and nothing else, and says why', async () => {
    await signal('a')
    await step('a2', 'a')
    await signal('b')
    const { came, post } = server((what) => what === 'a' ? new Refused(422, { detail: 'de plek ontbreekt' }) : null)
    await sendAll(ME, post)
    expect(came).toEqual(['b'])
    expect(await entry('a')).toMatchObject({ state: 'stuck', said: 'de plek ontbreekt' })
    expect(await entry('a2')).toMatchObject({ state: 'waiting', reason: 'waits' })
  })
  test('nobody signed in: nothing goes, nothing is lost', async () => {
    await signal('a')
    const { came, post } = server()
    await sendAll(ME, { ...post, ready: () => Promise.reject(new Refused(401, {})) })
    expect(came).toEqual([])
    expect(await entry('a')).toMatchObject({ state: 'waiting', reason: 'signIn' })
  })
  test('what is stuck can be taken along as a file with its photos', async () => {
    await keepPhoto(ME, 'a', 'p', new Blob(['beeld'], { type: 'image/jpeg' }))
    await signal('a', { photos: ['p'] })
    await sendAll(ME, server(() => new Refused(422, { detail: 'nee' })).post)
    const file = JSON.parse(await (await exported((await entry('a')) ?? raise())).text()) as Record<string, unknown>
    expect(file).toMatchObject({ signaal: 'a', antwoordVanServer: 'nee', opdracht: { tekst: 'vaten a' }, fotos: [{ id: 'p', base64: btoa('beeld') }] })
  })
})

describe('the same signal on two phones', () => {
  test('both versions are kept until a person chooses, and mine goes over the newer version', async () => {
    await step('s', 'a')
    await sendAll(ME, server(() => new Refused(409, { detail: 'ook gewijzigd', huidig: { versie: 4, tekst: 'die van hen' } })).post)
    const stuck = (await entry('s')) ?? raise()
    expect(stuck.reason).toBe('conflict')
    expect(await theirs(stuck)).toEqual({ versie: 4, tekst: 'die van hen' })
    expect(await command(stuck)).toMatchObject({ tekst: 's' })
    await replace('s', { id: 's', versie: 4, stap: 'corrigeren', tekst: 'de mijne' })
    const { came, post } = server()
    await sendAll(ME, post)
    expect(came).toEqual(['s'])
  })
  test('a push does not try a conflict again by itself', async () => {
    await step('s', 'a')
    await sendAll(ME, server(() => new Refused(409, {})).post)
    await wake(ME)
    expect((await entry('s'))?.state).toBe('stuck')
  })
})

describe('photos', () => {
  test('they go before their signal and stay until its receipt', async () => {
    await keepPhoto(ME, 'a', 'p1', new Blob(['1']))
    await keepPhoto(ME, 'a', 'p2', new Blob(['2']))
    await signal('a', { photos: ['p1', 'p2'] })
    const half = server((what) => what === 'a' ? new Unreachable('') : null)
    await sendAll(ME, half.post)
    expect(half.came).toEqual(['photo p1', 'photo p2'])
    expect(await photo('p1')).not.toBeNull()
    await wake(ME)
    const { came, post } = server()
    await sendAll(ME, post)
    // those that are there already are not sent again
    expect(came).toEqual(['a'])
    expect(await photo('p1')).toBeNull()
    expect(await photo('p2')).toBeNull()
  })
  test('those of a draft that was thrown away go, mine only', async () => {
    await keepPhoto(ME, 'a', 'mine', new Blob(['1']))
    await keepPhoto(ME, 'a', 'spoken', new Blob(['1']))
    await keepPhoto('other', 'a', 'theirs', new Blob(['1']))
    await dropOrphans(ME, new Set(['spoken']))
    expect(await Promise.all(['mine', 'spoken', 'theirs'].map(async (id) => (await photo(id)) !== null))).toEqual([false, true, true])
  })
})

describe('taking back', () => {
  test('what waits for undo does not go before its time, and can be taken back', async () => {
    const { came, post } = server()
    await step('s', 'a', { holdMs: 60_000 })
    expect(await sendAll(ME, post)).toBeGreaterThan(Date.now())
    expect(await takeBack('s')).toBe(true)
    expect(came).toEqual([])
    expect(await ids()).toEqual([])
  })
  test('what waits for undo does not hold up another signal', async () => {
    const { came, post } = server()
    await step('s', 'a', { holdMs: 60_000 })
    await signal('b')
    await sendAll(ME, post)
    expect(came).toEqual(['b'])
  })
  test('what was tried cannot be taken back unseen', async () => {
    await signal('a')
    await sendAll(ME, server(() => new Unreachable('')).post)
    expect(await takeBack('a')).toBe(false)
  })
  test('what is taken out takes its photos along', async () => {
    await keepPhoto(ME, 'a', 'p', new Blob(['1']))
    await signal('a', { photos: ['p'] })
    expect((await take('a'))?.id).toBe('a')
    expect(await photo('p')).toBeNull()
  })
})

describe('drafts', () => {
  test('what was typed is there again, and goes when it is sent', async () => {
    await keepDraft(ME, { text: 'va' })
    await keepDraft(ME, { text: 'vaten' })
    expect(await draft(ME)).toEqual({ text: 'vaten' })
    expect(await draft('other')).toBeNull()
    await signal('a')
    expect(await draft(ME)).toBeNull()
    await dropDraft(ME)
  })
})

describe('full storage', () => {
  test('is told apart, and what was there stays', async () => {
    await signal('a')
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => { throw new DOMException('full', 'QuotaExceededError') })
    const error: unknown = await signal('b').catch((caught: unknown) => caught)
    add.mockRestore()
    expect(isFull(error)).toBe(true)
    expect(await ids()).toEqual(['a'])
  })
})

test('ids are of version 7, in the order of time', () => {
  const made = [1, 2, 3].map((at) => commandId(1_800_000_000_000 + at))
  expect(made).toEqual([...made].sort())
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(Array.from({ length: 100 }, () => commandId())).size).toBe(100)
})
