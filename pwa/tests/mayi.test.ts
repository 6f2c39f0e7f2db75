import { expect, test } from 'vitest'

import { only, read, written } from '../src/mayi/address'

test('a conversation goes through an address and comes back, whatever a browser makes of it', () => {
  const check = (answers: Record<string, string[]>) => {
    const address = new URL(`https://example.org/mag-ik/delen?zei=${written(answers)}`)
    expect(read(address.searchParams.get('zei'))).toEqual(answers)
  }
  check({})
  check({ employer: ['municipality'], what: ['plate', 'time_place'], facts: [] })
  expect(read('nothing at all,x.<script>,what.plate')).toEqual({ what: ['plate'] })
})

test('back to a question keeps what was said before it', () => {
  expect(only({ a: ['x'], b: ['y'], c: ['z'] }, ['a', 'b', 'd'])).toEqual({ a: ['x'], b: ['y'] })
})
