import { describe, expect, test } from 'vitest'

import { columnsOf, nextOf, rowsOf } from '../src/privacy/rows'
import { moved } from '../src/signals/record/cover'
import { emptyDraft, missing, observation, type Draft } from '../src/signals/record/draft'
import { without } from '../src/signals/record/guard'
import { asDraft } from '../src/signals/waiting'

const place = { lat: 52.5, lon: 5.3, nauwkeurigheid: 8, adres: 'Kade 12' }
const draft = (more: Partial<Draft>): Draft => ({ ...emptyDraft(new Date('2026-11-27T21:40:00Z')), ...more })

describe('an observation is whole before it goes', () => {
  test.each([
    ['nothing yet', {}, ['theme', 'text', 'place']],
    ['a photo is enough, without words', { theme: 'afval', place, photos: [{ id: 'p', covered: true, uncovered: null }] }, []],
    ['in an investigation the deed is asked', { theme: 'afval', place, text: 'vaten', hat: 'opsporing' }, ['deed']],
    ['all there', { theme: 'afval', place, text: 'vaten' }, []],
  ] as [string, Partial<Draft>, string[]][])('%s', (_name, more, expected) => expect(missing(draft(more))).toEqual(expected))
  test('what is missing is not sent', () => expect(observation(draft({ text: 'vaten' }))).toBeNull())
  test('what the guard warned of goes with its reason, and nothing more than was asked', () => {
    expect(observation(draft({ theme: 'afval', place, text: ' vaten ', kept: { plate: 'zat op de bus' }, belongs: 'new' }))).toEqual({
      id: expect.any(String) as string, opgenomenOp: '2026-11-27T21:40:00.000Z', plaats: place, thema: 'afval', tekst: 'vaten', hoedanigheid: 'toezicht', fotos: [], teksten: [{ soort: 'plate', reden: 'zat op de bus' }],
    })
  })
  test('the reason of an original goes with its photo', () => {
    const sent = observation(draft({ theme: 'afval', place, text: 'x', hat: 'opsporing', inDeed: false, photos: [{ id: 'p', covered: false, uncovered: 'kenteken van de bus' }] }))
    expect(sent).toMatchObject({ inAkte: false, onafgedekt: [{ foto: 'p', reden: 'kenteken van de bus' }] })
  })
  test('what was saved can be changed before it goes', () => {
    const first = draft({ theme: 'afval', place, text: 'vaten', kept: { plate: 'bus' }, belongs: { signal: 's' }, obstacle: 'geen-tijd', offence: 'H335', photos: [{ id: 'p', covered: true, uncovered: null }] })
    const sent = observation(first)
    if (sent === null) throw new Error('not whole')
    expect(observation(asDraft(sent))).toEqual(sent)
  })
})

test('what the guard finds is taken out by its place in UTF-16', () => {
  expect(without('😀 auto 99-XX-99 staat fout', { kind: 'plate', start: 8, end: 16 }, 'kenteken')).toBe('😀 auto [kenteken] staat fout')
})

describe('a box is moved with keys and stays on the photo', () => {
  const box = { x: 0.9, y: 0, width: 0.1, height: 0.1 }
  test.each([
    ['to the right edge', 'ArrowRight', false, { x: 0.9, y: 0 }],
    ['up from the top', 'ArrowUp', false, { x: 0.9, y: 0 }],
    ['left', 'ArrowLeft', false, { x: 0.87, y: 0 }],
    ['higher with Shift', 'ArrowDown', true, { height: 0.13 }],
    ['not wider than the photo', 'ArrowRight', true, { width: 0.1 }],
  ] as const)('%s', (_name, key, shift, expected) => {
    const next = moved(box, key, shift)
    for (const [name, value] of Object.entries(expected)) expect(next?.[name as 'x']).toBeCloseTo(value)
  })
  test('another key does nothing', () => expect(moved(box, 'a', false)).toBeNull())
})

test('a register is shown as the server lists it', () => {
  const answer = { verstrekkingen: [{ aan: 'OD', artikel: 'AVG 6' }, { aan: 'politie', doel: 'x' }], volgende: '2026' }
  expect(columnsOf(rowsOf(answer))).toEqual(['aan', 'artikel', 'doel'])
  expect(nextOf(answer)).toBe('2026')
  expect([rowsOf(null), rowsOf({}), rowsOf('x'), nextOf({ volgende: null })]).toEqual([[], [], [], null])
})
