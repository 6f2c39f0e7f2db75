import 'fake-indexeddb/auto'

import { openDB } from 'idb'
import { expect, test } from 'vitest'

import { byName } from '../src/packs/find'
import { keepPack, pack, packs, removePack } from '../src/packs/store'

const about = { gemeente: 'GM9990', name: 'Markerwaard', digest: 'd', made: '2026-11-23T00:00:00Z', fetched: '2026-11-23T00:00:00Z', size: 3, bounds: [5, 52, 6, 53] }
const bytes = new Uint8Array([1, 2, 3]).buffer

test('a pack from before the bytes lay apart is found again, and one that goes takes its bytes along', async () => {
  const old = await openDB('schouw', 1, { upgrade: (database) => { database.createObjectStore('packs', { keyPath: 'gemeente' }) } })
  await old.put('packs', { ...about, bytes })
  old.close()
  expect(await packs()).toEqual([about])
  expect(new Uint8Array((await pack('GM9990')) ?? new ArrayBuffer(0))).toEqual(new Uint8Array([1, 2, 3]))
  await removePack('GM9990')
  expect([await packs(), await pack('GM9990')]).toEqual([[], undefined])
  await keepPack({ ...about, bytes })
  expect([(await packs()).length, (await pack('GM9990'))?.byteLength]).toEqual([1, 3])
})

test.each([
  ['sudwest', ['Súdwest-Fryslân']],
  ['berg', ['Bergen', 'Tubbergen']],
  ['den', ['Den Helder', 'Heusden']],
  ['xyz', []],
])('a gemeente is found by "%s"', (typed, names) => {
  const all = ['Bergen', 'Den Helder', 'Heusden', 'Súdwest-Fryslân', 'Tubbergen'].map((name) => ({ name }))
  expect(byName(all, typed).map(({ name }) => name)).toEqual(names)
})
