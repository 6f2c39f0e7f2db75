import { describe, expect, test } from 'vitest'

import { age, change, clock, day, distance, fieldTime, hours, moment, number, period, sentence, size } from '../src/format'
import { WORDS } from '../src/words/all'

const { nl, en } = WORDS
const NOW = new Date('2026-11-27T20:40:00Z')

describe('ages are said as people say them', () => {
  test.each([
    ['2026-11-27T20:39:30Z', 'zojuist'],
    ['2026-11-27T20:10:00Z', '30 minuten geleden'],
    ['2026-11-27T17:40:00Z', '3 uur geleden'],
    ['2026-11-27', 'vandaag'],
    ['2026-11-26', 'gisteren'],
    ['2026-11-15', '12 dagen geleden'],
    // half past midnight in the Netherlands is still the evening before in UTC
    ['2026-11-26T23:30:00Z', '21 uur geleden'],
    ['2026-08-27', '3 maanden geleden'],
    ['2023-11-27', '3 jaar geleden'],
  ])('%s', (then, says) => expect(age(then, NOW, nl)).toBe(says))
  test('in English', () => expect(age('2026-11-15', NOW, en)).toBe('12 days ago'))
})

describe('a change of a rule in English follows the moments of the answer', () => {
  test.each([
    [true, '2026-11-27T22:00:00Z', 'until 23:00'],
    [true, '2026-11-28T05:00:00Z', 'until tomorrow 06:00'],
    [false, '2026-12-01T17:00:00Z', 'from Tuesday 18:00'],
    [false, '2026-12-31T09:00:00Z', 'from 31 December 10:00'],
  ])('%s %s', (holds, at, says) => expect(change(holds, at, NOW.toISOString(), en, 'en')).toBe(says))
})

describe('hours of sources are said with their days', () => {
  test.each([
    ['24/7', 'dag en nacht'],
    ['Th-Sa 14:00-23:00', 'donderdag tot en met zaterdag 14:00\u2060-\u206023:00'],
    ['Mo-Su 07:00-24:00', 'elke dag 07:00\u2060-\u206024:00'],
    ['Mo-Fr 09:00-17:00; PH off', 'maandag tot en met vrijdag 09:00\u2060-\u206017:00, feestdagen dicht'],
    ['volgens afspraak', 'volgens afspraak'],
    ['', ''],
  ])('%s', (text, says) => expect(hours(text, nl, 'nl')).toBe(says))
})

test('times are Dutch, in winter and in summer', () => {
  expect(clock('2026-11-27T20:40:00Z', 'nl')).toBe('21:40')
  expect(clock('2026-07-01T20:40:00Z', 'nl')).toBe('22:40')
  expect(moment('2026-11-27T20:40:00Z', 'nl')).toBe('vrijdag 27 november 21:40')
  expect(fieldTime('2026-11-27T20:40:00Z')).toBe('2026-11-27T21:40')
})

test('a day says its year only when it is another year', () => {
  expect(day('2026-11-23', NOW, 'nl')).toBe('23 november')
  expect(day('2024-11-23', NOW, 'nl')).toBe('23 november 2024')
})

test('numbers, sizes and distances are said in the language', () => {
  expect(number(4812, 0, 'nl')).toBe('4.812')
  expect(number(3.41, 1, 'nl')).toBe('3,4')
  expect(number(4812, 0, 'en')).toBe('4,812')
  expect(size(1_280_000, 'nl')).toBe('1,3 MB')
  expect(size(480_000, 'nl')).toBe('480 kB')
  expect(size(12, 'nl')).toBe('1 kB')
  expect(distance(0, nl, 'nl')).toBe('hier')
  expect(distance(193, nl, 'nl')).toBe('193 m')
  expect(distance(1440, nl, 'nl')).toBe('1,4 km')
})

test('periods and units are said as people say them', () => {
  expect(period('2026-K4', nl)).toBe('4e kwartaal 2026')
  expect(period('2025', nl)).toBe('2025')
  expect(sentence('2026-K4: 14. Door toeval kan dit tussen 7 en 24 liggen. In 2025-K4: 9.', nl)).toBe('4e kwartaal 2026: 14. Door toeval kan dit tussen 7 en 24 liggen. In het 4e kwartaal 2025: 9.')
})
