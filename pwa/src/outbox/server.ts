// The outbox and the real server.
import { Refused, Unreachable } from '../ask/http'
import { putBytes, write } from '../ask/write'
import { knownSession } from '../signin/session'
import type { Post } from './send'

/** The server, for what one user made. */
export const serverFor = (owner: string): Post => ({
  ready: async () => {
    const known = await knownSession()
    if (known?.from === 'device') throw new Unreachable('/v1/sessie')
    // someone else's work is not sent under my name
    if (known?.session.gebruiker.id !== owner) throw new Refused(401, {})
  },
  photo: (id, blob) => putBytes(`/v1/fotos/${encodeURIComponent(id)}`, blob),
  signal: async (observation) => { await write('POST', '/v1/signalen', observation) },
  step: async (about, step) => { await write('POST', `/v1/signalen/${encodeURIComponent(about)}/stappen`, step) },
})
