import { describe, expect, test } from 'vitest'

import type { RuleItem, WhoItem } from '../src/api/answers'
import { agreements, desks, dial } from '../src/here/contacts'
import { change, groups } from '../src/here/rules'
import { differs, type Spot } from '../src/here/spot'

const source = { dataset: 'd', date: '2026-11-23', licence: 'CC0-1.0', old: false }
const rule = (id: string, more: Partial<RuleItem> = {}): RuleItem => ({ id, theme: 'alcohol', title: id, zone: '', text: '', article: '', in_force: true, changes_at: null, says: '', hours: '', except: [], hours_unknown: '', valid_from: null, valid_until: null, acts: ['gemeente', 'politie'], calls: [], url: '', distance_m: 0, place_known: true, source, ...more })
const who = (id: string, more: Partial<WhoItem> = {}): WhoItem => ({ id, kind: 'contactpunt', party: 'gemeente', name: id, role: '', themes: [], rank: 0, phone: '0900-0000', email: '', url: '', hours: '', how_to_ask: '', valid_until: null, expired: false, last_confirmed: null, says: '', source, ...more })

describe('contacts in the groups of a screen', () => {
  const all = [who('loket'), who('haven', { themes: ['water'] }), who('A1', { kind: 'afspraak', themes: ['alcohol'], rank: 1 }), who('team', { kind: 'basisteam', party: 'politie' }), who('A2', { kind: 'afspraak', party: 'politie', themes: ['alcohol'], rank: 2 })]
  test('desks and agreements are told apart', () => {
    expect(desks(all).map((one) => one.id)).toEqual(['loket', 'haven', 'team'])
    expect(agreements(all)).toMatchObject([{ themes: 'alcohol', steps: [{ id: 'A1' }, { id: 'A2' }] }])
  })
  test('a number is dialled without its signs', () => expect(dial('0900-0000 (1)')).toBe('tel:090000001'))
})

test('rules are grouped by what the answer says of them', () => {
  const found = groups([rule('now'), rule('later', { in_force: false }), rule('unsure', { in_force: null }), rule('near', { distance_m: 94 }), rule('somewhere', { place_known: false })])
  expect(Object.fromEntries(Object.entries(found).map(([name, rules]) => [name, (rules as RuleItem[]).map((one) => one.id)]))).toEqual({ holds: ['now', 'unsure'], later: ['later'], near: ['near'], somewhere: ['somewhere'] })
})

describe('someone who walks is told what changed, and nothing else', () => {
  const at = (buurt: string, ...rules: RuleItem[]) => ({ areas: [{ level: 'gemeente', code: 'GM9990', name: 'Markerwaard' }, { level: 'buurt', code: buurt, name: buurt }], rules })
  test('nothing changed', () => expect(change(at('A', rule('R')), at('A', rule('R')))).toBeNull())
  test('another buurt', () => expect(change(at('A'), at('B'))).toEqual({ entered: 'B', starts: [], ends: [] }))
  test('a rule begins and another ends', () => expect(change(at('A', rule('Q')), at('A', rule('R')))).toEqual({ entered: null, starts: ['R'], ends: ['Q'] }))
  test('a rule close by is not one that holds', () => expect(change(at('A'), at('A', rule('R', { distance_m: 10 })))).toBeNull())
})

describe('the screen follows quietly', () => {
  const last: Spot = { kind: 'mine', lat: 52.5556, lon: 5.27321, accuracyM: 10 }
  test.each([
    ['the first position counts', null, 52.5556, 5.27321, 50, true],
    ['standing still is not moving', last, 52.55562, 5.27323, 12, false],
    ['thirty metres north is moving', last, 52.55587, 5.27321, 10, true],
    ['much surer is worth showing', { ...last, accuracyM: 80 }, 52.5556, 5.27321, 9, true],
  ] as const)('%s', (_name, was, lat, lon, accuracy, expected) => expect(differs(was, lat, lon, accuracy)).toBe(expected))
})
