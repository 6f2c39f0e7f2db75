import { expect, test } from 'vitest'

import { TEXTS } from '../src/more/texts'
import { SIGNAL_WORDS } from '../src/signals/words'
import { WORDS as APP_WORDS } from '../src/words/all'

/** All words: of the app, and of the pages that load later. */
const WORDS = { nl: { ...APP_WORDS.nl, signals: SIGNAL_WORDS.nl }, en: { ...APP_WORDS.en, signals: SIGNAL_WORDS.en } }

type Leaf = string | ((...args: never[]) => string)
const leaves = (of: object, path = ''): [string, Leaf][] => Object.entries(of).flatMap(([name, value]) => typeof value === 'object' && value !== null ? leaves(value as object, `${path}${name}.`) : [[`${path}${name}`, value as Leaf] as [string, Leaf]])
/** What may be the same in both: units, and what follows the language of sources. */
const SAME = /^(units\.(metres|km|allDay)|map\.metres|app\.name|parties|here\.doubt$)/

test('every word is there in both languages', () => {
  const names = (language: 'nl' | 'en') => leaves(WORDS[language]).map(([name]) => name).filter((name) => !name.startsWith('parties'))
  expect(names('en')).toEqual(names('nl'))
})

test('no word was left untranslated', () => {
  const english = new Map(leaves(WORDS.en))
  const same = leaves(WORDS.nl).filter(([name, dutch]) => typeof dutch === 'string' && dutch.includes(' ') && english.get(name) === dutch && !SAME.test(name))
  expect(same).toEqual([])
})

test('the officer is je, never u', () => {
  const formal = leaves(WORDS.nl).filter(([, says]) => / (u|uw|Uw) /.test(` ${typeof says === 'string' ? says : says.toString()} `))
  expect(formal).toEqual([])
  expect(JSON.stringify(TEXTS.nl)).not.toMatch(/\b(u|uw)\b/i)
})

test('the texts have the same parts in both languages', () => {
  const shape = (language: 'nl' | 'en') => Object.entries(TEXTS[language]).map(([page, text]) => [page, text.parts.length])
  expect(shape('en')).toEqual(shape('nl'))
})
