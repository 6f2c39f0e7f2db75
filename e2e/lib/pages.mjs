// Every page, with what tells that it is there.
import { HAVENPLEIN, mapReady } from './browser.mjs'

const heading = (name) => (page) => page.getByRole('heading', { name, exact: true }).first().waitFor()
const quiet = (page) => page.waitForLoadState('networkidle')

export const PAGES = [
  { name: 'start', path: '/', at: null, ready: heading('Waar ben je?') },
  { name: 'hier', path: '/?moment=2026-11-27T21:40', at: HAVENPLEIN, ready: async (page) => { await heading('Wie')(page); await quiet(page) } },
  { name: 'regel', path: '/?moment=2026-11-27T21:40&toon=regel:R01', at: HAVENPLEIN, ready: async (page) => { await page.getByRole('dialog').waitFor(); await mapReady(page); await quiet(page) } },
  { name: 'probleem', path: '/?moment=2026-11-27T21:40&toon=probleem:990412', at: HAVENPLEIN, ready: async (page) => { await page.getByRole('dialog').waitFor(); await mapReady(page); await quiet(page) } },
  { name: 'kaart', path: '/kaart', at: HAVENPLEIN, ready: async (page) => { await mapReady(page); await page.getByRole('region', { name: 'Op deze kaart' }).getByRole('listitem').first().waitFor(); await quiet(page) } },
  { name: 'cijfer', path: '/kaart?cijfer=woninginbraak&lagen=', at: null, ready: async (page) => { await heading('Uitleg van de kleuren')(page); await mapReady(page); await quiet(page) } },
  { name: 'gebieden', path: '/gebied', at: null, ready: async (page) => { await page.getByRole('link', { name: 'Buitendijks' }).waitFor(); await quiet(page) } },
  { name: 'gebied', path: '/gebied/BU99900101', at: null, ready: async (page) => { await heading('Bronnen')(page); await quiet(page) } },
  { name: 'bronnen', path: '/bronnen', at: null, ready: async (page) => { await page.getByText(/\d+ bronnen/).waitFor(); await quiet(page) } },
  { name: 'bron', path: '/bronnen/markerwaard-deelfietsen', at: null, ready: async (page) => { await heading('Wat er niet klopte')(page); await quiet(page) } },
  { name: 'mag-ik', path: '/mag-ik', at: null, ready: async (page) => { await heading('Mag ik?')(page); await quiet(page) } },
  { name: 'mag-ik-delen', path: '/mag-ik/delen', at: null, ready: async (page) => { await heading('Waar werk je?')(page); await quiet(page) } },
  { name: 'mag-ik-doen', path: '/mag-ik/doen?over=look_in_car&domein=I', at: null, ready: async (page) => { await heading('Regel')(page); await quiet(page) } },
  { name: 'mag-ik-kaart', path: '/mag-ik/kaart/I', at: null, ready: async (page) => { await heading('I: openbare ruimte')(page); await quiet(page) } },
  { name: 'meer', path: '/meer', at: null, ready: async (page) => { await heading('Zonder netwerk')(page); await quiet(page) } },
  { name: 'privacy', path: '/meer/privacy', at: null, ready: heading('Privacy') },
  { name: 'toegankelijkheid', path: '/meer/toegankelijkheid', at: null, ready: heading('Toegankelijkheid') },
  { name: 'over', path: '/meer/over', at: null, ready: heading('Over Schouw') },
]
