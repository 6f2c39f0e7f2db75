// What was reported here before: the same thing again, or something new. It is asked only when there is something.
import { age, distance } from '../../format'
import { Dutch, useSpeech } from '../../words'
import { NEAR_M, useNear } from '../api'
import { useSays } from '../words'
import type { Draft, DraftState } from './draft'
import { usePlaceAnswer } from './place'

/** Most earlier reports that are shown. */
const SHOWN_MAX = 3

export function NearField({ owner, draft, change }: { owner: string; draft: Draft; change: DraftState['change'] }) {
  const { words, language } = useSpeech()
  const says = useSays()
  const near = useNear(owner, draft.place, draft.theme)
  const answer = usePlaceAnswer(draft.place)
  const signals = (near.data?.signalen ?? []).filter((one) => one.id !== draft.id).slice(0, SHOWN_MAX)
  const problems = (answer.data?.answer.problems ?? []).filter((one) => one.open && one.distance_m <= NEAR_M).slice(0, SHOWN_MAX)
  if (signals.length + problems.length === 0) return null
  const chosen = draft.belongs
  const isSignal = (id: string) => chosen !== null && chosen !== 'new' && 'signal' in chosen && chosen.signal === id
  const isProblem = (dataset: string, id: string) => chosen !== null && chosen !== 'new' && 'dataset' in chosen && chosen.dataset === dataset && chosen.id === id
  const set = (belongs: Draft['belongs']) => change((was) => ({ ...was, belongs }))
  return (
    <fieldset className="radios">
      <legend>{says.record.near(signals.length + problems.length, NEAR_M)}</legend>
      {signals.map((one) => (
        <label key={one.id}>
          <input type="radio" name="near" checked={isSignal(one.id)} onChange={() => set({ signal: one.id })} />
          <span>{says.record.belongs}: <Dutch>{one.kort === '' ? says.themes[one.thema] ?? one.thema : one.kort}</Dutch> <span className="small quiet">{distance(one.afstand, words, language)} · {age(one.op, new Date(), words)}</span></span>
        </label>
      ))}
      {problems.map((one) => (
        <label key={`${one.source.dataset} ${one.id}`}>
          <input type="radio" name="near" checked={isProblem(one.source.dataset, one.id)} onChange={() => set({ dataset: one.source.dataset, id: one.id })} />
          <span>{says.record.belongs}: <Dutch>{one.theme}</Dutch> <span className="small quiet"><Dutch>{one.says}</Dutch></span></span>
        </label>
      ))}
      <label><input type="radio" name="near" checked={chosen === 'new'} onChange={() => set('new')} />{says.record.isNew}</label>
    </fieldset>
  )
}
