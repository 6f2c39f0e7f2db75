// People of the demo, each in a browser of their own.
import { open } from './browser.mjs'

/** Opens a browser and signs in by one click as the first who has this role in this organisation. */
export async function signedIn(browser, base, { role, organisation, lands = /.*/, ...options }) {
  const opened = await open(browser, base, { worker: 'allow', ...options })
  const { page } = opened
  const ways = await (await page.request.get('/v1/aanmeldwijzen')).json()
  const person = ways.demo.find((one) => one.rol === role && organisation.test(one.organisatie))
  if (person === undefined) throw new Error(`no ${role} of ${organisation} in the demo: ${JSON.stringify(ways.demo)}`)
  await page.goto('/aanmelden')
  await page.getByRole('region', { name: person.organisatie, exact: true }).getByRole('button', { name: person.naam }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/aanmelden'))
  await page.getByRole('heading', { level: 1, name: lands }).waitFor()
  return { ...opened, person }
}

/** Waits until nothing waits on this device any more. */
export const allSent = (page) => page.getByText(/^Nog op dit toestel/).waitFor({ state: 'detached', timeout: 30_000 })
