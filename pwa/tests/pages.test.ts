import { afterEach, describe, expect, test, vi } from 'vitest'

import { askEarly, takeEarly } from '../src/ask/early'
import { get, Refused } from '../src/ask/http'
import { firstOf } from '../src/pages'

describe('what a page that is opened first needs', () => {
  const first: [string, string | undefined, string[]][] = [
    ['/', undefined, ['/v1/momentopname']],
    ['/kaart', 'map', ['/v1/momentopname']],
    ['/gebied', 'areas', ['/v1/momentopname']],
    ['/gebied/BU99900101', 'area', ['/v1/gebieden/BU99900101', '/v1/momentopname']],
    ['/bronnen', 'sources', ['/v1/bronnen', '/v1/momentopname']],
    ['/bronnen/x', 'source', ['/v1/bronnen', '/v1/momentopname']],
    ['/mag-ik/delen', 'mayi', ['/v1/momentopname']],
    ['/meer', 'more', ['/v1/momentopname']],
    ['/meer/privacy', 'text', ['/v1/momentopname']],
    ['/nergens', undefined, ['/v1/momentopname']],
  ]
  test.each(first)('%s', (path, page, asks) => expect(firstOf(path)).toEqual(page === undefined ? { asks } : { page, asks }))
})

describe('a question that was asked early', () => {
  afterEach(() => vi.unstubAllGlobals())
  const answers = (...responses: (() => Promise<Response>)[]) => {
    const ask = vi.fn(() => responses.shift()?.() ?? Promise.reject(new Error('asked too often')))
    vi.stubGlobal('fetch', ask)
    return ask
  }
  const json = (value: unknown, status = 200) => () => Promise.resolve(new Response(JSON.stringify(value), { status }))

  test('is taken once; after that the server is asked again', async () => {
    const ask = answers(json(1), json(2))
    askEarly('/v1/x', 1000)
    expect([await get('/v1/x'), await get('/v1/x')]).toEqual([1, 2])
    expect(ask).toHaveBeenCalledTimes(2)
  })
  test('is refused as any other', async () => {
    answers(json({ title: 'weg' }, 404))
    askEarly('/v1/x', 1000)
    await expect(get('/v1/x')).rejects.toBeInstanceOf(Refused)
  })
  test('that nobody takes breaks nothing', async () => {
    answers(() => Promise.reject(new Error('no network')))
    askEarly('/v1/y', 1000)
    await expect(takeEarly('/v1/y')).rejects.toThrow('no network')
    expect(takeEarly('/v1/y')).toBeUndefined()
  })
})
