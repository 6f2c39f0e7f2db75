// For everyone: keyboard only, axe on every page, targets, 400% zoom, nothing that jumps, no third party.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'

import { DESK, HAVENPLEIN, PHONE, launch, mapReady, open } from '../lib/browser.mjs'
import { startDemo } from '../lib/server.mjs'
import { PAGES } from '../lib/pages.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Smallest side of what one taps, in CSS pixels. */
const TARGET_PX_MIN = 48
const CLS_MAX = 0.05

let server
let browser
before(async () => {
  server = await startDemo()
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

for (const { name, path, ready, at } of PAGES) {
  for (const scheme of ['light', 'dark']) {
    test(`axe finds nothing on ${name}, ${scheme}, phone and desk`, async () => {
      for (const size of [PHONE, DESK]) {
        const { context, page } = await open(browser, server.base, { size, scheme, at, bypassCSP: true })
        await page.goto(path)
        await ready(page)
        await page.evaluate(AXE)
        const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), RULES)
        assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`), [])
        await context.close()
      }
    })
  }

  test(`nothing jumps on ${name}, and nobody else is asked`, async () => {
    const { context, page, asked, wrong } = await open(browser, server.base, { at })
    await page.addInitScript(() => {
      globalThis.shifted = 0
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { if (!entry.hadRecentInput) globalThis.shifted += entry.value })).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(path)
    await ready(page)
    await page.waitForTimeout(700)
    const shifted = await page.evaluate(() => globalThis.shifted)
    assert.ok(shifted <= CLS_MAX, `layout shift ${shifted}`)
    assert.deepEqual(asked.filter(({ url }) => !url.startsWith(server.base) && !url.startsWith('blob:') && !url.startsWith('data:')), [])
    assert.deepEqual(wrong, [])
    await context.close()
  })

  test(`${name} fits a screen of 320 pixels, which is 400% of a desk`, async () => {
    const { context, page } = await open(browser, server.base, { size: { width: 320, height: 256 }, at })
    await page.goto(path)
    await ready(page)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(over <= 0, `${over} pixels too wide`)
    await context.close()
  })

  test(`what one taps on ${name} is large enough`, async () => {
    const { context, page } = await open(browser, server.base, { at })
    await page.goto(path)
    await ready(page)
    const small = await page.evaluate((min) => [...document.querySelectorAll('button, summary, select, input, .call, .chip, .tab, .card[href], .line')].filter((element) => element.checkVisibility() && !['radio', 'checkbox'].includes(element.type) && !element.closest('.maplibregl-ctrl-attrib')).map((element) => [element.outerHTML.slice(0, 90), Math.round(element.getBoundingClientRect().height)]).filter(([, height]) => height < min), TARGET_PX_MIN)
    assert.deepEqual(small, [])
    await context.close()
  })
}

test('with the keyboard only: skip link, search, a rule and back, another moment', async () => {
  const { context, page } = await open(browser, server.base)
  const key = (name) => page.keyboard.press(name)
  await page.goto('/?moment=2026-11-27T21:40')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await key('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Naar de inhoud')
  await key('Enter')
  await key('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Gebruik mijn plek')
  await key('Tab')
  await page.keyboard.type('Havenplein')
  await page.getByRole('option').first().waitFor()
  // the area comes first, the square itself second
  await key('ArrowDown')
  await key('ArrowDown')
  await key('Enter')
  const ban = page.getByRole('button', { name: /Alcoholverbod/ })
  await ban.waitFor()
  for (let tabs = 0; tabs < 20 && !(await ban.evaluate((element) => element === document.activeElement)); tabs += 1) await key('Tab')
  await key('Enter')
  await page.getByRole('dialog', { name: 'Alcoholverbod' }).waitFor()
  await key('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.ok(await ban.evaluate((element) => element === document.activeElement), 'the focus is back on the card')
  await context.close()
})

test('with the keyboard only: the map, and what its list says', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN, size: DESK })
  await page.goto('/kaart')
  await mapReady(page)
  await page.getByRole('region', { name: 'Op deze kaart' }).getByRole('listitem').first().waitFor()
  const canvas = page.locator('.maplibregl-canvas')
  await canvas.focus()
  await page.keyboard.press('Enter')
  await page.locator('.chosen').waitFor()
  const row = page.getByRole('region', { name: 'Op deze kaart' }).getByRole('button').first()
  await row.focus()
  await page.keyboard.press('Enter')
  assert.equal(await row.getAttribute('aria-expanded'), 'true')
  await page.getByRole('button', { name: 'Wat geldt hier?' }).first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Wie' }).waitFor()
  await context.close()
})

test('the focus is never behind the tabs at the bottom', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto('/?moment=2026-11-27T21:40')
  await page.getByRole('region', { name: 'Wie' }).waitFor()
  for (let tabs = 0; tabs < 25; tabs += 1) {
    await page.keyboard.press('Tab')
    const hidden = await page.evaluate(() => {
      const focused = document.activeElement.getBoundingClientRect()
      const bar = document.querySelector('.tabs').getBoundingClientRect()
      return !document.activeElement.closest('.tabs') && focused.top >= bar.top
    })
    assert.equal(hidden, false)
  }
  await context.close()
})

test('in English every word of the app is English and the texts of sources are marked Dutch', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto('/meer')
  await page.getByRole('radio', { name: 'English' }).check()
  await page.getByRole('link', { name: 'Here' }).click()
  await page.getByRole('region', { name: 'Who' }).waitFor()
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
  assert.ok((await page.locator('.card__title [lang="nl"]').count()) > 0)
  await page.reload()
  await page.getByRole('region', { name: 'Who' }).waitFor()
  await context.close()
})

test('forced colours leave every sign and border in sight', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN, forcedColors: 'active' })
  await page.goto('/?moment=2026-11-27T21:40')
  await page.getByRole('button', { name: /Alcoholverbod/ }).waitFor()
  const seen = await page.evaluate(() => getComputedStyle(document.querySelector('.card')).borderTopWidth)
  assert.notEqual(seen, '0px')
  await context.close()
})
