// Pictures of every page, phone and desk, light and dark, into docs/screens. Look at them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { DESK, PHONE, launch, mapsIdle, open } from './lib/browser.mjs'
import { PAGES } from './lib/pages.mjs'
import { startDemo } from './lib/server.mjs'

const FOLDER = fileURLToPath(new URL('../docs/screens/', import.meta.url))

test('every page has its picture', async () => {
  mkdirSync(FOLDER, { recursive: true })
  const server = await startDemo()
  const browser = await launch()
  try {
    for (const { name, path, ready, at } of PAGES) {
      for (const [kind, size] of [['phone', PHONE], ['desk', DESK]]) {
        for (const scheme of ['light', 'dark']) {
          const { context, page } = await open(browser, server.base, { size, scheme, at })
          await page.goto(path)
          await ready(page)
          await mapsIdle(page)
          const session = await context.newCDPSession(page)
          const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 })
          writeFileSync(`${FOLDER}${name}-${kind}-${scheme}.webp`, Buffer.from(data, 'base64'))
          await context.close()
        }
      }
    }
  } finally {
    await browser.close()
    await server.stop()
  }
})
