// Friday 21:40 at Havenplein: the alcohol ban holds until 06:00; at 12:00 it does not. By position, by address, by tap,
// and without the files of the map.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { ABROAD, HAVENPLEIN, launch, mapReady, open, search } from '../lib/browser.mjs'
import { startDemo } from '../lib/server.mjs'

const EVENING = '/?moment=2026-11-27T21:40'
const NOON = '/?moment=2026-11-27T12:00'

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

async function banHolds(page) {
  const holds = page.getByRole('region', { name: 'Geldt hier dan' })
  const ban = holds.getByRole('button', { name: /Geldt dan: Alcoholverbod/ })
  await ban.waitFor()
  assert.match(await ban.innerText(), /tot (morgen )?06:00/)
  assert.match(await ban.innerText(), /Gemeente treedt op, daarna politie/)
  return ban
}

test('on Friday evening the ban holds here until 06:00, by position', async () => {
  const { context, page, wrong } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto(EVENING)
  await banHolds(page)
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /Havenplein/)
  assert.match(await page.locator('header.place').innerText(), /± 8 m/)
  assert.deepEqual(wrong, [])
  await context.close()
})

test('at noon it does not', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto(NOON)
  const ban = page.getByRole('button', { name: /Geldt dan niet: Alcoholverbod/ })
  await ban.waitFor()
  assert.match(await ban.innerText(), /vanaf 18:00/)
  await context.close()
})

test('the answer comes in the order of an officer', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto(EVENING)
  await banHolds(page)
  // the rules are drawn before the rest
  await page.getByRole('heading', { level: 2, name: 'Wat we niet weten' }).waitFor()
  assert.deepEqual(await page.getByRole('heading', { level: 2 }).allInnerTexts(), ['Geldt hier dan', 'Wie', 'Wat speelt hier', 'In cijfers', 'Wat we niet weten'])
  await context.close()
})

test('by an address that someone types, and the address stays out of the link', async () => {
  const { context, page, asked } = await open(browser, server.base)
  await page.goto(EVENING)
  await search(page, 'Havenpl', 'Havenplein, Markerwaard')
  await banHolds(page)
  assert.doesNotMatch(page.url(), /haven/i)
  assert.ok(asked.every(({ url }) => !/52\.5|5\.27|haven/i.test(new URL(url).pathname + new URL(url).search)))
  await context.close()
})

test('by a tap on the map', async () => {
  const { context, page } = await open(browser, server.base)
  await page.goto(EVENING)
  await page.getByRole('button', { name: 'Tik op de kaart' }).click()
  await mapReady(page)
  const canvas = page.locator('.maplibregl-canvas')
  const box = await canvas.boundingBox()
  await canvas.click({ position: { x: box.width / 2, y: box.height / 2 } })
  await page.getByRole('region', { name: 'Geldt hier dan' }).waitFor()
  assert.match(await page.locator('header.place').innerText(), /Markerwaard/)
  await context.close()
})

test('a rule opens with its plain words, its article, who to call and its source', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto(EVENING)
  await (await banHolds(page)).click()
  const detail = page.getByRole('dialog', { name: 'Alcoholverbod' })
  await detail.waitFor()
  const says = await detail.innerText()
  for (const part of ['Je mag hier op straat geen alcohol drinken', 'APV 2:48', 'Gemeente', 'Politie', 'CC0-1.0']) assert.ok(says.includes(part), `${part} in:\n${says}`)
  assert.ok((await detail.locator('a[href^="tel:"]').count()) >= 2)
  await mapReady(page)
  await page.goBack()
  await detail.waitFor({ state: 'detached' })
  await context.close()
})

test('with the files of the map blocked all of that is still there', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.route(/canvas-|maplibre|tegels/, (route) => route.abort())
  await page.goto(EVENING)
  await (await banHolds(page)).click()
  const detail = page.getByRole('dialog', { name: 'Alcoholverbod' })
  await detail.getByText('De kaart laadt niet').waitFor()
  assert.match(await detail.innerText(), /APV 2:48/)
  await context.close()
})

test('in an emergency there is a telephone call with the words to say, and nothing that looks like an alarm', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto(EVENING)
  await banHolds(page)
  assert.equal(await page.getByRole('link', { name: 'Bel 112' }).getAttribute('href'), 'tel:112')
  assert.match(await page.getByRole('region', { name: 'Wie' }).innerText(), /Ik ben boa. Ik heb nu hulp nodig. Ik sta bij Havenplein/)
  assert.equal(await page.getByRole('button', { name: /112|alarm|nood/i }).count(), 0)
  await context.close()
})

test('another moment is one tap, and a link to it means the same tomorrow', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto('/')
  await page.getByRole('button', { name: 'Ander moment' }).click()
  await page.getByRole('button', { name: 'Vanavond 23:00' }).click()
  await page.waitForURL(/moment=\d{4}-\d\d-\d\dT2[12]%3A00/)
  assert.match(await page.locator('header.place').innerText(), /23:00/)
  await context.close()
})

test('thirteen reports about one container are one problem with its course', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto(EVENING)
  await page.getByRole('button', { name: /Afval naast container/ }).click()
  const detail = page.getByRole('dialog', { name: 'Afval naast container' })
  assert.equal(await detail.locator('ol.timeline > li').count(), 13)
  await context.close()
})

test('far away it says so and offers another spot', async () => {
  const { context, page } = await open(browser, server.base, { at: ABROAD })
  await page.goto('/')
  await page.getByText('Deze plek ligt buiten het gebied van Schouw').waitFor()
  await page.getByRole('button', { name: 'Andere plek' }).last().click()
  await page.getByRole('heading', { name: 'Waar ben je?' }).waitFor()
  await context.close()
})

test('a change of zone is said at the top while someone walks', async () => {
  const { context, page } = await open(browser, server.base, { at: HAVENPLEIN })
  await page.goto('/')
  await page.getByRole('heading', { level: 1, name: /Havenplein/ }).waitFor()
  await context.setGeolocation({ latitude: 52.5485, longitude: 5.29, accuracy: 6 })
  await page.locator('.changed').waitFor()
  assert.match(await page.locator('.changed').innerText(), /Je bent nu in|Hier geldt/)
  await context.close()
})
