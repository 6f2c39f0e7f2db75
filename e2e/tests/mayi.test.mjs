// Mag ik?: the wijkagent's plate must be given, the corporation's name not so but so; what may a boa of domain IV do at
// the station; in own words; without network too; clean for axe.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'

import { DESK, PHONE, launch, open } from '../lib/browser.mjs'
import { startDemo } from '../lib/server.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

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

/** Answers question after question; a list is a question where more may be chosen. */
async function converse(page, answers) {
  for (const answer of answers) {
    if (Array.isArray(answer)) {
      for (const one of answer) await page.getByRole('checkbox', { name: one, exact: true }).check()
      await page.getByRole('button', { name: /^(Verder|Geen van deze)$/ }).click()
    } else {
      await page.getByRole('button', { name: answer, exact: true }).click()
    }
  }
}

const COMMON = ['Gemeente', 'I: openbare ruimte', 'Ik verdenk iemand van een strafbaar feit', 'Ja, of misschien']
const OWN = ['Zelf gezien of onderzocht', 'Gewoon dagelijks werk', 'Hoogstens een jaar']
const PLATE = [...COMMON, ['Kenteken', 'Waar en wanneer'], ...OWN, 'Politie of een boa', 'De politie', 'Een strafbaar feit onderzoeken', []]
const NAME = [...COMMON, ['Naam'], ...OWN, 'Woningcorporatie, bedrijf, benadeelde of pers', 'De woningcorporatie', 'Overlast aanpakken', 'Nee, of niet dat ik weet', []]

test('the plate that the wijkagent asks for must be given, with its article, as a form to copy', async () => {
  const { context, page, wrong } = await open(browser, server.base)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await page.getByRole('link', { name: 'Mag ik?' }).click()
  await page.getByRole('link', { name: /Mag ik dit delen/ }).click()
  await converse(page, PLATE)
  await page.getByRole('heading', { level: 1, name: 'Ja. Je moet dit zelfs delen.' }).waitFor()
  const text = await page.locator('main').innerText()
  assert.match(text, /De politie · Een strafbaar feit onderzoeken/)
  assert.match(text, /Dit zien zij[\s\S]*Kenteken/)
  assert.match(text, /Wpg 46\(2\)\(b\) · Wpg 15\(1\)/)
  assert.match(text, /niet door een jurist getoetst/)
  await page.getByRole('button', { name: 'Kopieer deze tekst' }).click()
  await page.getByText('Gekopieerd.').waitFor()
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /Kenteken: …[\s\S]*Regel: Wpg 46\(2\)\(b\), Wpg 15\(1\)/)
  assert.deepEqual(wrong, [])
  await context.close()
})

test('the corporation does not get the name: another way is asked again, and one comes back', async () => {
  const { context, page, wrong } = await open(browser, server.base)
  await page.goto('/mag-ik/delen')
  await converse(page, NAME)
  await page.getByRole('heading', { level: 1, name: 'Zo mag het niet. Dit kan wel:' }).waitFor()
  const ways = page.getByRole('region', { name: 'Dit kan wel' }).getByRole('listitem')
  const choose = page.getByRole('button', { name: /^Kies\s*: Maak het anoniem/ })
  assert.ok((await ways.count()) >= 2)
  await choose.click()
  await page.getByRole('heading', { level: 1, name: /^Ja/ }).waitFor()
  await page.getByRole('button', { name: 'Terug naar je eigen vraag' }).click()
  await page.getByRole('heading', { level: 1, name: 'Zo mag het niet. Dit kan wel:' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Kopieer deze tekst' }).count(), 0)
  // back in the browser is a question back, and the link keeps the conversation
  const link = page.url()
  assert.match(link, /zei=.*receiver\.housing_corporation/)
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Is een van deze dingen waar?' }).waitFor()
  await page.goto(link)
  await page.getByRole('heading', { level: 1, name: 'Zo mag het niet. Dit kan wel:' }).waitFor()
  assert.deepEqual(wrong, [])
  await context.close()
})

test('what is still to be arranged is a checklist that is only a what-if', async () => {
  const { context, page } = await open(browser, server.base)
  await page.goto('/mag-ik/delen')
  await converse(page, [...COMMON, ['Naam'], ...OWN, 'Woningcorporatie, bedrijf, benadeelde of pers', 'Iemand met schade, of zijn verzekeraar', 'Nee, of niet dat ik weet', []])
  await page.getByRole('heading', { level: 1, name: 'Nog niet. Eerst moet dit geregeld zijn.' }).waitFor()
  await page.getByText('Dit is nog geen toestemming').waitFor()
  await page.getByRole('region', { name: 'Eerst regelen' }).getByRole('checkbox').first().check()
  await page.getByRole('heading', { level: 1, name: 'Ja, dit mag je delen.' }).waitFor()
  await context.close()
})

test('own words find the answer, and a boa of domain IV sees what he may do', async () => {
  const { context, page, wrong } = await open(browser, server.base)
  await page.goto('/mag-ik/doen')
  const typed = page.getByRole('searchbox', { name: 'Wat wil je doen of weten?' })
  for (const [says, finds] of [['mag ik in de auto kijken', 'In een auto kijken of zoeken'], ['zwemmen in de haven', /Iemand zwemt/]]) {
    await typed.fill(says)
    await page.getByRole('region', { name: 'Bedoel je dit?' }).getByRole('listitem').first().getByText(finds).waitFor()
  }
  await typed.fill('kaartje in de trein')
  await page.getByRole('button', { name: 'Iemand reist zonder kaartje' }).click()
  await page.getByRole('button', { name: 'IV: openbaar vervoer' }).click()
  await page.getByRole('heading', { level: 1, name: /^(Ja|Nee|Dat weten we niet)/ }).waitFor()
  assert.match(await page.locator('main').innerText(), /niet door een jurist getoetst/)
  await page.getByRole('link', { name: 'Kaartje van dit domein' }).click()
  await page.getByRole('heading', { level: 1, name: 'IV: openbaar vervoer' }).waitFor()
  assert.ok((await page.locator('main .lines > li').count()) > 20)
  assert.match(await page.locator('main').innerText(), /Niet voor gebruik op straat/)
  assert.deepEqual(wrong, [])
  await context.close()
})

test('English speaks English', async () => {
  const { context, page } = await open(browser, server.base)
  await page.addInitScript(() => localStorage.setItem('schouw.language', 'en'))
  await page.goto('/mag-ik/delen')
  await page.getByRole('heading', { level: 1, name: 'Where do you work?' }).waitFor()
  await page.getByRole('button', { name: 'Municipality' }).click()
  await page.getByRole('heading', { level: 1, name: 'In which domain do you work?' }).waitFor()
  await context.close()
})

test('what was asked once works without network, and the server is not asked', async (context_) => {
  const { context, page, asked } = await open(browser, server.base, { worker: 'allow' })
  await page.goto('/mag-ik/delen')
  await page.getByRole('heading', { level: 1, name: 'Waar werk je?' }).waitFor()
  if (asked.some(({ url }) => url.includes('/v1/mag-delen'))) {
    context_.skip('this build has no engine of the law')
    await context.close()
    return
  }
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForFunction(async () => (await caches.keys()).includes('schouw-law') && (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated')
  await context.setOffline(true)
  await page.goto('/mag-ik/delen')
  await converse(page, PLATE)
  await page.getByRole('heading', { level: 1, name: 'Ja. Je moet dit zelfs delen.' }).waitFor()
  await page.goto('/mag-ik/doen?over=swimming&domein=I')
  await page.getByRole('heading', { level: 1, name: /^(Ja|Nee|Dat weten we niet)/ }).waitFor()
  assert.deepEqual(asked.filter(({ url }) => url.includes('/v1/mag-')), [])
  await context.close()
})

for (const path of ['/mag-ik', '/mag-ik/delen', '/mag-ik/delen?zei=employer.municipality,domain.I,hat.investigation,person.recognisable', '/mag-ik/doen', '/mag-ik/doen?over=look_in_car&domein=I', '/mag-ik/kaart/I']) {
  test(`axe finds nothing on ${path}, light and dark, phone and desk, and it fits 320 pixels`, async () => {
    for (const scheme of ['light', 'dark']) {
      for (const size of [PHONE, DESK, { width: 320, height: 256 }]) {
        const { context, page } = await open(browser, server.base, { size, scheme, bypassCSP: true })
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await page.evaluate(AXE)
        const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), RULES)
        assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`), [])
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        assert.ok(over <= 0, `${over} pixels too wide`)
        await context.close()
      }
    }
  })
}
