// Hier: what holds, who, what plays, how bad, what not.
import { useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'

import { useHere, type Where } from '../ask/here'
import { Ghosts, Trouble } from '../parts/state'
import { useTitle } from '../parts/title'
import { useWords } from '../words'
import { HereAnswer } from './answer'
import { Start } from './start'
import { useSpot } from './spot'
import { TapMap } from './tapmap'

/** A moment with its date, as an answer gives it; browsers parse far more than that. */
const INSTANT = /^\d{4}-\d\d-\d\dT/

/** What the address of Hier may hold: a moment, an area, what is open. Never a spot. */
export function useHereState() {
  const [params, setParams] = useSearchParams()
  const change = (name: string, value: string | null, replace = false) => {
    setParams((was) => {
      const next = new URLSearchParams(was)
      if (value === null) next.delete(name)
      else next.set(name, value)
      return next
    }, { replace })
  }
  return { at: params.get('moment'), area: params.get('gebied'), open: params.get('toon'), picking: params.get('kies') === 'kaart', change }
}

export function HerePage() {
  const words = useWords()
  useTitle(words.here.title)
  const { spot, finding, choose } = useSpot()
  const state = useHereState()
  const where: Where | null = spot !== null ? { spot } : state.area !== null ? { area: state.area } : null
  const query = useHere(where, state.at)
  const [choosing, setChoosing] = useState(false)

  // "vanavond 23:00" becomes the moment that was meant, so that a link means the same tomorrow
  const said = query.data?.answer.question.at
  const { at, change } = state
  useEffect(() => {
    if (at !== null && said !== undefined && !query.isPlaceholderData && !INSTANT.test(at)) change('moment', said, true)
  }, [at, said, change, query.isPlaceholderData])

  if (state.picking) return <TapMap choose={(tapped) => { choose({ kind: 'tap', ...tapped }); state.change('kies', null, true) }} back={() => state.change('kies', null, true)} />
  if (where === null && finding === 'finding') return <Ghosts heights={[5, 6, 6, 9, 6]} />
  if (where === null) return <Start tapMap={() => state.change('kies', 'kaart')} toArea={(code) => state.change('gebied', code)} />
  if (query.isError) return <Trouble error={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Ghosts heights={[5, 6, 6, 9, 6]} />
  return <HereAnswer told={query.data} fresh={!query.isPlaceholderData} state={state} choosing={choosing} setChoosing={setChoosing} />
}
