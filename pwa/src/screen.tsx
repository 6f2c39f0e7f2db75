// The app on the screen.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './app'
import { Refused } from './ask/http'
import { keepLaw } from './ask/law'
import { Spots } from './here/spot'
import { lockWhenAway } from './outbox/lock'
import { renewWhenOnline } from './packs/renew'
import { packs } from './packs/store'
import { Speech } from './words'

/** How often a question is asked again when no answer came. */
const RETRIES = 1

renewWhenOnline()
lockWhenAway()

/** Whoever took a pack for use without network gets the law with it, once the app stands. */
const lawWithPack = async () => {
  if (navigator.onLine && (await packs()).length > 0) await keepLaw()
}
setTimeout(() => void lawWithPack(), 6_000)
addEventListener('schouw:packs', () => void lawWithPack())

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // the desk knows itself what can be answered without network
      networkMode: 'always',
      retry: (failures, error) => failures < RETRIES && !(error instanceof Refused) && navigator.onLine,
      refetchOnWindowFocus: false,
      staleTime: 30_000,
    },
  },
})

// with network back, and with a pack that came or went, every screen asks again
addEventListener('online', () => void client.invalidateQueries())
addEventListener('schouw:packs', () => void client.invalidateQueries())

const root = document.getElementById('root')
if (root) {
  const app = (
    <StrictMode>
      <QueryClientProvider client={client}>
        <Speech><Spots><App /></Spots></Speech>
      </QueryClientProvider>
    </StrictMode>
  )
  // drawn in short turns, so that a tap or a scroll never waits for all of it
  startTransition(() => createRoot(root).render(app))
}
