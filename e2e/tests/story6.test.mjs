// A figure too small to show; a source that is two years old; a layer that the municipality added itself; a dirty file
// with its findings.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { DESK, launch, mapReady, open } from '../lib/browser.mjs'
import { startDemo } from '../lib/server.mjs'

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

test('a figure that is too small is said to be so, in words and hatched, and never as a number', async () => {
  const { context, page, wrong } = await open(browser, server.base, { size: DESK })
  await page.goto('/kaart?cijfer=woninginbraak')
  const legend = page.getByRole('region', { name: 'Uitleg van de kleuren' })
  await legend.getByText('te weinig om te tonen').first().waitFor()
  assert.ok((await legend.locator('.swatch--suppressed').count()) === 1)
  await legend.getByText('Alle gebieden').click()
  assert.match(await legend.getByRole('link').filter({ hasText: 'te weinig' }).first().innerText(), /te weinig/)
  await mapReady(page)
  assert.deepEqual(wrong, [])
  await context.close()
})

test('an area that is tapped leads to its page', async () => {
  const { context, page } = await open(browser, server.base, { size: DESK })
  await page.goto('/kaart?cijfer=misdrijven&lagen=')
  await mapReady(page)
  const canvas = page.locator('.maplibregl-canvas')
  const box = await canvas.boundingBox()
  await page.getByRole('region', { name: 'Uitleg van de kleuren' }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)
  await canvas.click({ position: { x: box.width / 2, y: box.height / 2 } })
  await page.getByRole('link', { name: 'Open gebied' }).click()
  await page.waitForURL(/\/gebied\/BU9990/)
  await page.getByRole('heading', { name: 'Wie wonen en werken hier' }).waitFor()
  await context.close()
})

test('a source that is two years old is marked', async () => {
  const { context, page } = await open(browser, server.base)
  await page.goto('/bronnen')
  await page.getByRole('searchbox').fill('leefbaarheid')
  const card = page.getByRole('link').filter({ hasText: 'verouderd' })
  await card.first().waitFor()
  assert.match(await card.first().innerText(), /opgehaald/)
  await context.close()
})

test('the layer that the municipality added itself is a source as any other', async () => {
  const { context, page } = await open(browser, server.base)
  await page.goto('/bronnen/markerwaard-steigers')
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.match(await page.locator('main').innerText(), /Licentie\s+CC0-1.0/)
  await context.close()
})

test('a dirty file shows its findings in plain words with examples', async () => {
  const { context, page } = await open(browser, server.base)
  await page.goto('/bronnen/markerwaard-deelfietsen')
  const findings = page.getByRole('region', { name: 'Wat er niet klopte' })
  await findings.getByText('Bijvoorbeeld').first().waitFor()
  assert.ok((await findings.locator('.lines > li').count()) >= 2)
  await context.close()
})

test('the page of an area is a story with its trends, what is alike and how that was chosen', async () => {
  const { context, page } = await open(browser, server.base, { size: DESK })
  await page.goto('/gebied/BU99900101')
  await page.getByRole('heading', { level: 1, name: 'Havenkwartier' }).waitFor()
  // the page is drawn from its top to its end
  await page.getByRole('heading', { level: 2, name: 'Bronnen' }).waitFor()
  const heads = await page.getByRole('heading', { level: 2 }).allInnerTexts()
  for (const head of ['Wie wonen en werken hier', 'Wat veranderde', 'Meldingen', 'Bekendmakingen', 'Verloop', 'Vergeleken met gebieden die erop lijken', 'Afspraken en contacten', 'Wat we niet weten', 'Bronnen']) assert.ok(heads.includes(head), `${head} in ${heads.join(', ')}`)
  assert.ok((await page.locator('.chart__band').count()) > 3)
  assert.match(await page.getByRole('region', { name: 'Vergeleken' }).innerText(), /Hoe is dit gekozen/)
  await context.close()
})

test('the page of every kind of area prints to one A4', async () => {
  const { context, page } = await open(browser, server.base)
  for (const code of ['BU99900101', 'WK999001', 'GM9990']) {
    await page.goto(`/gebied/${code}`)
    await page.getByRole('heading', { name: 'Bronnen' }).waitFor()
    const pdf = await page.pdf({ format: 'A4', printBackground: true, preferCSSPageSize: true })
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length
    assert.equal(pages, 1, `${code} prints to ${pages} pages`)
  }
  await context.close()
})

test('whoever prints before the page of an area is drawn to its end gets all of it', async () => {
  const { context, page } = await open(browser, server.base)
  // a browser that never has a quiet moment
  await page.addInitScript(() => { globalThis.requestIdleCallback = () => 0 })
  await page.goto('/gebied/BU99900101')
  await page.getByRole('heading', { level: 1, name: 'Havenkwartier' }).waitFor()
  const sources = page.getByRole('heading', { level: 2, name: 'Bronnen' })
  assert.equal(await sources.count(), 0)
  await page.evaluate(() => { dispatchEvent(new Event('beforeprint')) })
  assert.equal(await sources.count(), 1)
  await context.close()
})

test('the page of an area is asked for once, beside the app', async () => {
  const { context, page, asked } = await open(browser, server.base)
  await page.goto('/gebied/BU99900101')
  await page.getByRole('heading', { level: 2, name: 'Bronnen' }).waitFor()
  assert.equal(asked.filter(({ url }) => url.endsWith('/v1/gebieden/BU99900101')).length, 1)
  assert.equal(asked.filter(({ url }) => url.endsWith('/v1/momentopname')).length, 1)
  await context.close()
})

test('the numbers under a chart come when someone unfolds them', async () => {
  const { context, page } = await open(browser, server.base)
  await page.goto('/gebied/BU99900101')
  const figure = page.getByRole('figure').first()
  await figure.getByText('Getallen in een tabel').click()
  await figure.getByRole('row').nth(2).waitFor()
  await context.close()
})
