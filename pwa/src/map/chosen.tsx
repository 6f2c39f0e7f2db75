// What was tapped on the map, with what one can do with it.
import { Button } from '@nl-design-system-candidate/button-react'
import { Link, useLocation } from 'wouter'

import type { Choropleth, MapItem } from '../api/answers'
import { useSpot } from '../here/spot'
import { Icon } from '../parts/icon'
import { SourceLine } from '../parts/source'
import { Dutch, useSpeech } from '../words'
import { ValueSays } from './figure'
import { Mark } from './mark'
import type { Chosen } from './sheet'

/** Asks Hier about a spot of the map. */
export function AskHere({ lat, lon }: { lat: number; lon: number }) {
  const { words } = useSpeech()
  const { choose } = useSpot()
  const [, go] = useLocation()
  return <Button purpose="secondary" iconStart={<Icon name="pin" />} onClick={() => { choose({ kind: 'tap', lat, lon }); go('/') }}>{words.map.hereQuestion}</Button>
}

export function ItemActions({ item }: { item: MapItem }) {
  const { words } = useSpeech()
  return (
    <>
      <div className="row">
        <AskHere lat={item.lat} lon={item.lon} />
        {item.url !== '' && <a className="call" href={item.url} rel="noreferrer"><Icon name="link" />{item.layer === 'bekendmakingen' ? words.notice.toText : words.rule.toText}</a>}
      </div>
      <SourceLine source={item.source} linked />
    </>
  )
}

export function ChosenItem({ item, close }: { item: MapItem; close: () => void }) {
  const { words } = useSpeech()
  return (
    <div className="card chosen" role="status">
      <div className="row row--spread chosen__head"><Mark layer={item.layer} /><span className="card__title"><span className="unseen">{words.map.kinds[item.layer]}: </span><Dutch>{item.title}</Dutch></span><Button purpose="subtle" iconOnly label={words.app.close} iconStart={<Icon name="close" />} onClick={close} /></div>
      <p className="small"><Dutch>{item.says}</Dutch></p>
      <ItemActions item={item} />
    </div>
  )
}

export function ChosenSpot({ spot, close }: { spot: { lat: number; lon: number }; close: () => void }) {
  const { words } = useSpeech()
  return (
    <div className="card chosen" role="status">
      <div className="row row--spread"><span className="card__title">{words.map.thisSpot}</span><Button purpose="subtle" iconOnly label={words.app.close} iconStart={<Icon name="close" />} onClick={close} /></div>
      <div className="row"><AskHere lat={spot.lat} lon={spot.lon} /></div>
    </div>
  )
}

export function ChosenArea({ area, value, close }: { area: Extract<Chosen, { kind: 'area' }>; value: Choropleth | undefined; close: () => void }) {
  const { words } = useSpeech()
  const told = value?.areas.find((one) => one.code === area.code)
  const name = told?.name ?? (area.name === '' ? area.code : area.name)
  return (
    <div className="card chosen" role="status">
      <div className="row row--spread"><span className="card__title"><Dutch>{name}</Dutch></span><Button purpose="subtle" iconOnly label={words.app.close} iconStart={<Icon name="close" />} onClick={close} /></div>
      {told && value && <p><Dutch>{value.measure.label}</Dutch>: <ValueSays area={told} figure={value} /></p>}
      <div className="row">
        <Link className="call" href={`/gebied/${encodeURIComponent(area.code)}`}><Icon name="area" />{words.map.toArea}</Link>
        <AskHere lat={area.lat} lon={area.lon} />
      </div>
    </div>
  )
}
