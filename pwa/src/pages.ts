// The pages that come when they are asked for, and what a page that is opened first needs at once: its code and its first
// answer travel beside the app instead of after it.
import { askEarly } from './ask/early'
import { WAIT_MS_MAX } from './ask/http'

export const pages = {
  map: () => import('./map/page'),
  area: () => import('./area/page'),
  areas: () => import('./area/choose'),
  sources: () => import('./sources/page'),
  source: () => import('./sources/one'),
  mayi: () => import('./mayi/page'),
  signals: () => import('./signals/home'),
  signal: () => import('./signals/detail'),
  record: () => import('./signals/record/page'),
  device: () => import('./signals/device'),
  signIn: () => import('./signin/page'),
  privacy: () => import('./privacy/page'),
  more: () => import('./more/page'),
  text: () => import('./more/text'),
}

interface First { page?: keyof typeof pages; asks: string[] }

const MOMENT = '/v1/momentopname'
const SOURCES = '/v1/bronnen'

/** What the page at a path needs first. The same addresses as the pages themselves ask. */
export function firstOf(path: string): First {
  const [, name = '', rest = ''] = path.split('/')
  const deep = rest !== ''
  switch (name) {
    case 'kaart': return { page: 'map', asks: [MOMENT] }
    case 'gebied': return deep ? { page: 'area', asks: [`/v1/gebieden/${rest}`, MOMENT] } : { page: 'areas', asks: [MOMENT] }
    case 'bronnen': return { page: deep ? 'source' : 'sources', asks: [SOURCES, MOMENT] }
    case 'mag-ik': return { page: 'mayi', asks: [MOMENT] }
    case 'signalen': return { page: signalPage(rest), asks: [] }
    case 'aanmelden': return { page: 'signIn', asks: [] }
    case 'verwerkingen': return { page: 'privacy', asks: [] }
    case 'meer': return { page: deep ? 'text' : 'more', asks: [MOMENT] }
    default: return { asks: [MOMENT] }
  }
}

/** The page of signals at the rest of a path. */
function signalPage(rest: string): keyof typeof pages {
  if (rest === '' || rest === 'lijst') return 'signals'
  if (rest === 'nieuw') return 'record'
  return rest === 'toestel' ? 'device' : 'signal'
}

/** Sets out for what the page at a path needs. */
export function setOut(path: string): void {
  const { page, asks } = firstOf(path)
  // a page that does not come is asked for again, and missed, where it is shown
  if (page) pages[page]().catch(() => undefined)
  if (navigator.onLine) asks.forEach((ask) => askEarly(ask, WAIT_MS_MAX))
}
