// Chromium as a phone or a desk, and what every test wants to know of a page.
import { execFileSync } from 'node:child_process'

import { chromium } from 'playwright-core'

export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1280, height: 900 }

/** Spots of Markerwaard. */
export const HAVENPLEIN = { latitude: 52.5556, longitude: 5.27321, accuracy: 8 }
export const ABROAD = { latitude: 48.8566, longitude: 2.3522, accuracy: 20 }

const found = () => {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
    } catch {
      // the next name
    }
  }
  throw new Error('no chromium: apt-get install chromium, or set CHROMIUM to its path')
}

export const executablePath = process.env.CHROMIUM ?? found()
/** Without the sandbox only for root, who has none. */
export const FLAGS = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-dev-shm-usage']

export const launch = () => chromium.launch({ executablePath, args: FLAGS })

/** A fresh page. What it asked, and what went wrong in it, is kept. */
export async function open(browser, base, { size = PHONE, scheme = 'light', at = null, worker = 'block', ...more } = {}) {
  const context = await browser.newContext({
    baseURL: base, viewport: size, colorScheme: scheme, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', serviceWorkers: worker, reducedMotion: 'reduce',
    ...(at === null ? {} : { geolocation: at, permissions: ['geolocation'] }), ...more,
  })
  const page = await context.newPage()
  const asked = []
  const wrong = []
  page.on('request', (request) => asked.push({ url: request.url(), body: request.postData() ?? '' }))
  page.on('pageerror', (error) => wrong.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('net::ERR')) wrong.push(message.text())
  })
  return { context, page, asked, wrong }
}

/** Chooses an address in Hier, as a person types it. */
export async function search(page, text, choose = text) {
  await page.getByRole('combobox', { name: 'Zoek een adres' }).fill(text)
  await page.getByRole('option', { name: choose }).first().click()
}

/** Waits until a map has drawn itself. */
export const mapReady = (page) => page.locator('.canvas[data-ready="true"]').first().waitFor({ timeout: 20_000 })

/** Waits until every map on a page stands still with all its tiles and names; a page without a map is ready. */
export async function mapsIdle(page) {
  const busy = '.canvas:not(.ghost):not([data-idle="true"])'
  for (let still = 0; still < 3;) {
    still = (await page.locator(busy).count()) === 0 ? still + 1 : 0
    await page.waitForTimeout(200)
  }
}

/** The median of an odd number of measurements. */
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
