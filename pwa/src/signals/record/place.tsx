// Where it was seen: the position of the device with its accuracy, or what someone points out.
import { Button } from '@nl-design-system-candidate/button-react'
import { lazy, Suspense, useEffect, useState } from 'react'

import { useHere } from '../../ask/here'
import { Search } from '../../here/search'
import { useSpot } from '../../here/spot'
import { Icon } from '../../parts/icon'
import { Panel } from '../../parts/panel'
import { Dutch, useWords } from '../../words'
import type { Place } from '../types'
import { useSays } from '../words'
import type { Draft, DraftState } from './draft'

const TapMap = lazy(() => import('../../here/tapmap').then(({ TapMap: page }) => ({ default: page })))

/** What is here, when a place is known: for its address and for what is near. */
export function usePlaceAnswer(place: Place | null) {
  return useHere(place === null ? null : { spot: { kind: 'tap', lat: place.lat, lon: place.lon } }, null)
}

export function PlaceField({ draft, change }: { draft: Draft; change: DraftState['change'] }) {
  const says = useSays()
  const words = useWords()
  const { spot, finding, follow } = useSpot()
  const [open, setOpen] = useState(false)
  const answer = usePlaceAnswer(draft.place)
  useEffect(() => {
    if (spot === null) return
    // the device may become surer until someone points out a place; what was recorded before stays where it was
    change((was) => was.placed ? was : { ...was, place: spot.kind === 'mine' ? { lat: spot.lat, lon: spot.lon, nauwkeurigheid: spot.accuracyM, adres: null } : { lat: spot.lat, lon: spot.lon, nauwkeurigheid: null, adres: spot.kind === 'address' ? spot.label : null } })
  }, [spot, change])
  const found = answer.data?.answer.place
  const { place } = draft
  useEffect(() => {
    // the words of the place go along, so that whoever reads it needs no map
    if (found !== undefined && found !== '') change((was) => was.place?.adres !== null || was.place !== place ? was : { ...was, place: { ...was.place, adres: found } })
  }, [found, place, change])
  const choose = (lat: number, lon: number, adres: string | null) => {
    change((was) => ({ ...was, placed: true, place: { lat, lon, nauwkeurigheid: null, adres } }))
    setOpen(false)
  }
  const sure = place?.nauwkeurigheid ?? null
  return (
    <div className="placefield">
      <div className="placefield__row">
        <Icon name="pin" />
        <p role="status">
          {place === null ? (finding === 'finding' ? words.here.finding : says.record.noPlace) : <><span className="strong"><Dutch>{place.adres ?? says.record.onMap}</Dutch></span>{' '}<span className="tag">{sure === null ? words.here.chosen : words.here.doubt(sure)}</span></>}
        </p>
        <Button purpose="secondary" onClick={() => setOpen(true)}>{place === null ? says.record.choosePlace : says.record.changePlace}</Button>
      </div>
      {place === null && finding !== 'finding' && finding !== 'denied' && <Button purpose="secondary" iconStart={<Icon name="target" />} onClick={follow}>{words.here.useMine}</Button>}
      {(finding === 'denied' || finding === 'unavailable') && place === null && <p className="small quiet">{finding === 'denied' ? words.here.denied : words.here.unavailable}</p>}
      {open && (
        <Panel title={says.record.where} close={() => setOpen(false)}>
          <Button purpose="secondary" iconStart={<Icon name="target" />} onClick={() => { change((was) => ({ ...was, placed: false })); follow(); setOpen(false) }}>{words.here.useMine}</Button>
          <Search label={words.here.search} choose={(one) => choose(one.lat, one.lon, one.label)} />
          <Suspense fallback={<div className="ghost tapmap" />}><TapMap choose={({ lat, lon }) => choose(lat, lon, null)} back={() => setOpen(false)} /></Suspense>
        </Panel>
      )}
    </div>
  )
}
