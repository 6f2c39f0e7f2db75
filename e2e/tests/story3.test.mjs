// Drums behind Bedrijvenpark Oost: the boa records in flight mode, the coordinator passes on, the omgevingsdienst answers,
// and the boa reads the answer. Four browsers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { launch } from '../lib/browser.mjs'
import { allSent, signedIn } from '../lib/people.mjs'
import { startDemo } from '../lib/server.mjs'

const BEDRIJVENPARK_OOST = { latitude: 52.545, longitude: 5.33, accuracy: 6 }
const GEMEENTE = /Markerwaard/
const OMGEVINGSDIENST = /Omgevingsdienst/
/** Longest time from pressing the button until it is on the device, in milliseconds. */
const SAVED_MS_MAX = 300

let server
let browser
before(async () => {
  // a device that records says when: it is the day of the device, so that the clocks agree
  server = await startDemo({ today: null })
  browser = await launch()
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

test('from a boa in flight mode to the omgevingsdienst and back', async () => {
  const words = 'Vaten achter de loods, vloeistof op de grond'
  const answer = 'De vaten zijn opgehaald en de grond is onderzocht.'

  // the boa has no network when it is recorded
  const boa = await signedIn(browser, server.base, { role: 'boa', organisation: GEMEENTE, at: BEDRIJVENPARK_OOST })
  await boa.page.evaluate(() => navigator.serviceWorker.ready)
  await boa.page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated')
  await boa.context.setOffline(true)
  await boa.page.goto('/signalen/nieuw')
  await boa.page.getByRole('button', { name: 'Milieu' }).click()
  await boa.page.getByLabel('Vertel het in je eigen woorden').fill(words)
  await boa.page.getByText(/Bewaard om .*Wordt verstuurd zodra je bereik hebt/).waitFor()
  await boa.page.getByRole('button', { name: 'Verstuur' }).click()
  await boa.page.getByText('Nog op dit toestel (1)').waitFor()
  const [saved] = await boa.page.evaluate(() => performance.getEntriesByName('schouw saved').map((one) => one.duration))
  assert.ok(saved <= SAVED_MS_MAX, `saved in ${saved} ms`)
  await boa.context.setOffline(false)
  await allSent(boa.page)

  // the coordinator looks at what they will see, and passes it on
  const coordinator = await signedIn(browser, server.base, { role: 'coordinator', organisation: GEMEENTE })
  await coordinator.page.goto('/signalen/lijst/te-doen')
  await coordinator.page.getByRole('button', { name: words }).click()
  await coordinator.page.getByRole('button', { name: 'Doorgeven' }).click()
  await coordinator.page.getByRole('radio', { name: OMGEVINGSDIENST }).check()
  const decision = coordinator.page.getByRole('region', { name: 'Mag dit?' })
  await decision.waitFor()
  assert.match(await decision.innerText(), /Regel: .+/)
  await coordinator.page.getByRole('heading', { name: 'Dit zien zij' }).waitFor()
  await coordinator.page.getByRole('button', { name: /^Deel met/ }).click()
  await allSent(coordinator.page)

  // the omgevingsdienst answers
  const partner = await signedIn(browser, server.base, { role: 'coordinator', organisation: OMGEVINGSDIENST })
  await partner.page.goto('/signalen/lijst/postvak')
  await partner.page.getByRole('button', { name: words }).click()
  await partner.page.getByRole('button', { name: 'Oppakken' }).click()
  await allSent(partner.page)
  await partner.page.getByRole('button', { name: 'Antwoorden' }).click()
  await partner.page.getByLabel('Je antwoord').fill(answer)
  await partner.page.getByRole('button', { name: 'Doe dit' }).click()
  await allSent(partner.page)

  // the boa reads it
  await boa.page.goto('/signalen/lijst/mijn')
  await boa.page.getByText(answer).first().waitFor({ timeout: 30_000 })

  for (const { context, wrong } of [boa, coordinator, partner]) {
    assert.deepEqual(wrong, [])
    await context.close()
  }
})

test('the privacy officer sees what was processed and what went to others, with the article', async () => {
  const { context, page } = await signedIn(browser, server.base, { role: 'privacy_officer', organisation: GEMEENTE })
  await page.goto('/verwerkingen')
  await page.getByRole('table').waitFor()
  await page.getByRole('button', { name: 'Wat ruimt op' }).click()
  await page.getByText('Er wordt niets weggehaald').waitFor()
  await context.close()
})
