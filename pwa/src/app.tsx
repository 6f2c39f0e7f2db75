// The shell: bar, tabs, pages. Each page is a file of its own; the map and what is rarely read load when asked for.
import { SkipLink } from '@nl-design-system-candidate/skip-link-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'

import { useMoment } from './ask/queries'
import { HerePage } from './here/page'
import { onOutboxChange } from './outbox/database'
import { run } from './outbox/runner'
import { pages } from './pages'
import { Icon, type IconName } from './parts/icon'
import { Mishap } from './parts/mishap'
import { useOnline } from './parts/online'
import { Ghosts, State } from './parts/state'
import { Told } from './parts/told'
import { Update } from './parts/update'
import { useSession, WIPED } from './signin/session'
import { useWords, type Words } from './words'

const MapPage = lazy(pages.map)
const AreaPage = lazy(pages.area)
const AreasPage = lazy(pages.areas)
const SourcesPage = lazy(pages.sources)
const SourcePage = lazy(pages.source)
const MayIPage = lazy(pages.mayi)
const SignalsPage = lazy(pages.signals)
const SignalPage = lazy(pages.signal)
const RecordPage = lazy(pages.record)
const DevicePage = lazy(pages.device)
const SignInPage = lazy(pages.signIn)
const PrivacyPage = lazy(pages.privacy)
const MorePage = lazy(pages.more)
const TextPage = lazy(pages.text)

const TABS: { href: string; icon: IconName; name: keyof Words['app']['tabs'] }[] = [
  { href: '/', icon: 'pin', name: 'here' },
  { href: '/kaart', icon: 'map', name: 'map' },
  { href: '/signalen', icon: 'signals', name: 'signals' },
  { href: '/mag-ik', icon: 'check', name: 'mayi' },
  { href: '/meer', icon: 'more', name: 'more' },
]

/** Pages that stand under a tab without its address. */
const UNDER: Record<string, string[]> = { '/signalen': ['/aanmelden', '/verwerkingen'], '/meer': ['/gebied', '/bronnen'] }

export function App() {
  const words = useWords()
  const [path] = useLocation()
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  useOutbox()
  useEffect(() => {
    // a new page starts at its top, with the focus there for whoever listens instead of looks
    if (!first.current) {
      window.scrollTo(0, 0)
      main.current?.focus({ preventScroll: true })
    }
    first.current = false
  }, [path])
  return (
    <>
      <SkipLink className="skip" href="#inhoud">{words.app.skip}</SkipLink>
      <div className="shell">
        <Bar />
        <main id="inhoud" ref={main} tabIndex={-1} className={`main ${path.startsWith('/kaart') ? 'main--map' : ''}`}>
          <Mishap key={path}><Suspense fallback={<Ghosts heights={[3, 8, 8, 8]} />}><Pages /></Suspense></Mishap>
        </main>
        <Tabs path={path} />
      </div>
      <Told />
      <Update />
    </>
  )
}

function Pages() {
  const words = useWords()
  return (
    <Switch>
      <Route path="/"><HerePage /></Route>
      <Route path="/kaart"><MapPage /></Route>
      <Route path="/gebied"><AreasPage /></Route>
      <Route path="/gebied/:code">{({ code }) => <AreaPage key={code} code={decodeURIComponent(code)} />}</Route>
      <Route path="/bronnen"><SourcesPage /></Route>
      <Route path="/bronnen/:id">{({ id }) => <SourcePage key={id} id={decodeURIComponent(id)} />}</Route>
      <Route path="/signalen"><SignalsPage list={null} /></Route>
      <Route path="/signalen/lijst/:list">{({ list }) => <SignalsPage list={list} />}</Route>
      <Route path="/signalen/nieuw"><RecordPage /></Route>
      <Route path="/signalen/toestel"><DevicePage /></Route>
      <Route path="/signalen/:id">{({ id }) => <SignalPage key={id} id={decodeURIComponent(id)} />}</Route>
      <Route path="/aanmelden"><SignInPage /></Route>
      <Route path="/verwerkingen"><PrivacyPage /></Route>
      <Route path="/mag-ik/*?"><MayIPage /></Route>
      <Route path="/meer"><MorePage /></Route>
      <Route path="/meer/:page">{({ page }) => <TextPage page={page} />}</Route>
      <Route><State icon="none" title={words.app.notFound}><Link className="call" href="/">{words.app.toHere}</Link></State></Route>
    </Switch>
  )
}

/** Keeps the outbox going for who is signed in, on whatever page. */
function useOutbox() {
  const client = useQueryClient()
  const owner = useSession(false).data?.session.gebruiker.id ?? null
  useEffect(() => owner === null ? undefined : run(owner), [owner])
  useEffect(() => onOutboxChange(() => void client.invalidateQueries({ queryKey: ['outbox'] })), [client])
  useEffect(() => {
    const wiped = () => client.clear()
    addEventListener(WIPED, wiped)
    return () => removeEventListener(WIPED, wiped)
  }, [client])
}

function Bar() {
  const words = useWords()
  const online = useOnline()
  const demo = useMoment().data?.answer.demo === true
  return (
    <header className="bar">
      <Link href="/" className="bar__name"><img src="/icon.svg" alt="" width={28} height={28} />{words.app.name}</Link>
      <span className="bar__state" role="status">
        {!online && <><Icon name="noNet" />{words.app.offline}</>}
        {online && demo && words.app.demo}
      </span>
    </header>
  )
}

function Tabs({ path }: { path: string }) {
  const words = useWords()
  return (
    <nav className="tabs" aria-label={words.app.menu}>
      <ul>
        {TABS.map(({ href, icon, name }) => {
          const current = UNDER[href]?.some((start) => path.startsWith(start)) === true || (href === '/' ? path === '/' : path.startsWith(href))
          return <li key={href}><Link className="tab" href={href} aria-current={current ? 'page' : undefined}><Icon name={icon} />{words.app.tabs[name]}</Link></li>
        })}
      </ul>
    </nav>
  )
}
