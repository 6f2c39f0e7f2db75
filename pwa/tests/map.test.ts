import { describe, expect, test } from 'vitest'

import { bands, lines, path } from '../src/area/chart'
import { candidates } from '../src/ask/desk'
import { boxOf } from '../src/map/box'
import { classesOf } from '../src/map/classes'
import { itemKey } from '../src/map/drawn'
import { MARKS } from '../src/map/marks'
import { folded } from '../src/map/names'
import { readState, writeState } from '../src/map/state'
import { zoneNames } from '../src/map/zones'
import type { MapItem } from '../src/api/answers'
import type { KeptPack } from '../src/packs/store'

const frame = { width: 100, height: 100, left: 0, right: 0, top: 0, bottom: 0 }

describe('the address of the map', () => {
  test('says what is shown and comes back as it was', () => {
    const state = readState(new URLSearchParams('lagen=regels&cijfer=misdrijven&per=wijk&periode=2024&binnen=GM9990&uren=5'))
    expect(state).toEqual({ layers: ['regels'], figure: 'misdrijven', level: 'wijk', period: '2024', within: 'GM9990', hours: 5 })
    expect(readState(writeState(state))).toEqual(state)
  })
  test('what it does not understand is as if it were not there', () => {
    expect(readState(new URLSearchParams('lagen=x,meldingen&per=straat&uren=9999'))).toMatchObject({ layers: ['meldingen'], level: 'buurt', hours: 0 })
  })
  test('the first sight has an empty address', () => expect(writeState(readState(new URLSearchParams())).toString()).toBe(''))
  test('never holds a position', () => {
    const keys = [...writeState(readState(new URLSearchParams('lagen=regels&cijfer=a&per=wijk&periode=b&binnen=GM1&uren=1&lat=52&lon=5'))).keys()]
    expect(keys.sort()).toEqual(['binnen', 'cijfer', 'lagen', 'per', 'periode', 'uren'])
  })
})

describe('charts', () => {
  const point = (value: number | null, interval: [number, number] | null = null) => ({ value, interval })
  test('a line is broken where a period has no number', () => {
    expect(lines([point(0), point(10), point(null), point(5)], [0, 10], frame)).toEqual([[[0, 100], [expect.closeTo(33.33), 0]], [[97, 50], [103, 50]]])
  })
  test('a band runs along the upper edge and back along the lower', () => {
    expect(bands([point(5, [0, 10]), point(5, [0, 10])], [0, 10], frame)).toEqual(['M0.0 0.0L100.0 0.0L100.0 100.0L0.0 100.0Z'])
  })
  test('what is beyond the scale stays within the frame', () => expect(path(lines([point(-5), point(50)], [0, 10], frame)[0] ?? [])).toBe('M0.0 100.0L100.0 0.0'))
})

test('the classes of areas are those of the answer', () => {
  const area = (code: string, one: number | null, absent: string | null) => ({ code, name: code, value: null, interval: null, class: one, absent })
  expect(classesOf({ areas: [area('A', 0, null), area('B', null, 'te weinig om te tonen'), area('C', null, 'onbekend')] })).toEqual({ A: 0, B: 'suppressed', C: 'unknown' })
})

test('a box holds the whole zone and is never a point', () => {
  const source = { dataset: 'd', date: '', licence: '', old: false }
  const item = { layer: 'regels' as const, id: '1', kind: '', title: '', says: '', in_force: null, lat: 52, lon: 5, distance_m: 0, walk_m: 0, url: '', source }
  const [west, south, east, north] = boxOf({ ...item, geometry: { type: 'MultiPolygon', coordinates: [[[[4.9, 52.1], [5.1, 51.9], [4.9, 52.1]]]] } })
  expect([west, south, east, north]).toEqual([4.9, 51.9, 5.1, 52.1])
  const small = boxOf(item)
  expect(small[2] - small[0]).toBeGreaterThan(0.001)
})

describe('what tells things on the map apart', () => {
  test('every layer has a shape of its own', () => expect(new Set(Object.values(MARKS).map(({ shape }) => shape)).size).toBe(Object.keys(MARKS).length))
  test('a long name stands on two lines', () => {
    expect(folded('Haven')).toEqual(['Haven'])
    expect(folded('Bedrijvenpark Oost')).toEqual(['Bedrijvenpark', 'Oost'])
  })
  const source = { dataset: 'd', date: '', licence: '', old: false }
  const zone: MapItem['geometry'] = { type: 'MultiPolygon', coordinates: [[[[4, 51], [6, 51], [6, 53], [4, 51]]]] }
  const rule = (id: string, title: string, holds: boolean | null): MapItem => ({ layer: 'regels', id, kind: '', title, says: '', in_force: holds, lat: 52, lon: 5, distance_m: 0, walk_m: 0, url: '', source, geometry: zone })
  test('a zone is named once, with what holds first and the signs of Hier', () => {
    const rules = [rule('1', 'Alcoholverbod, Havenplein', false), rule('2', 'Terras, Havenplein', true), rule('3', 'Ventverbod, Havenplein', null), rule('4', 'Vuurwerkvrije zone, Havenplein', false)]
    expect(zoneNames(rules, itemKey)).toEqual([{ lat: 53, lon: 5, lines: ['Havenplein', '▲ Terras', '○ Alcoholverbod', '? Ventverbod', '+ 1'], keys: rules.map(itemKey), holds: true }])
  })
  test('a rule that is a place, and a thing that is no rule, has no name of a zone', () => expect(zoneNames([{ ...rule('1', 'a', true), geometry: null }, { ...rule('2', 'b', true), layer: 'meldingen' }], itemKey)).toEqual([]))
})

describe('packs that may answer', () => {
  const pack = (gemeente: string, bounds: [number, number, number, number]): KeptPack => ({ gemeente, name: gemeente, digest: '', made: '', fetched: '', size: 0, bounds })
  const packs = [pack('GM9990', [5.2, 52.5, 5.4, 52.6]), pack('GM0385', [4.9, 52.4, 5.1, 52.6])]
  test.each([
    [{ lat: 52.55, lon: 5.27 }, ['GM9990']],
    [{ lat: 50, lon: 4 }, []],
    [{ code: 'BU99900101' }, ['GM9990']],
    [{ code: 'WK038501' }, ['GM0385']],
    [null, ['GM9990', 'GM0385']],
  ] as const)('%j', (about, found) => expect(candidates(packs, about).map((one) => one.gemeente)).toEqual(found))
})
