// Before there is a spot: three ways to choose one, and what to do when the device does not help.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'

import type { Found } from '../api/answers'
import { useMoment } from '../ask/queries'
import { searchAddresses } from '../ask/addresses'
import { Icon } from '../parts/icon'
import { useWords } from '../words'
import { Search } from './search'
import { useSpot } from './spot'

/** Spots of the demo that have something to show, as someone would type them. */
const EXAMPLES = ['Havenplein', 'Kade 12', 'Stationsplein']

export function Start({ tapMap, toArea }: { tapMap: () => void; toArea: (code: string) => void }) {
  const words = useWords()
  const { finding, follow } = useSpot()
  const demo = useMoment().data?.answer.demo === true
  const take = useTake(toArea)
  return (
    <div className="start">
      <Heading level={1}>{words.here.startTitle}</Heading>
      <Paragraph>{words.here.startText}</Paragraph>
      <div className="start__ways">
        <Button purpose="primary" iconStart={<Icon name="target" />} busy={finding === 'finding'} onClick={follow}>{finding === 'finding' ? words.here.finding : words.here.useMine}</Button>
        <p className="small quiet" role="status">{finding === 'denied' ? words.here.denied : finding === 'unavailable' ? words.here.unavailable : words.here.mineNote}</p>
        <Search label={words.here.search} choose={take} />
        <Button purpose="secondary" iconStart={<Icon name="map" />} onClick={tapMap}>{words.here.tapMap}</Button>
      </div>
      {demo && <Examples take={take} />}
    </div>
  )
}

/** What happens with something that was found: an area opens as an area, all else is a spot. */
export function useTake(toArea: (code: string) => void): (found: Found) => void {
  const { choose } = useSpot()
  return (found) => {
    if (found.kind === 'gebied' && typeof found.code === 'string') toArea(found.code)
    else choose({ kind: 'address', lat: found.lat, lon: found.lon, label: found.label })
  }
}

function Examples({ take }: { take: (found: Found) => void }) {
  const words = useWords()
  const go = (text: string) => {
    searchAddresses(text).then((found) => {
      const [first] = found.filter((one) => one.kind !== 'gebied')
      if (first) take(first)
    }, () => undefined)
  }
  return (
    <div className="stack stack--tight">
      <p className="small quiet">{words.here.examples}</p>
      <div className="chips">{EXAMPLES.map((text) => <button type="button" className="chip" key={text} onClick={() => go(text)}><Icon name="pin" />{text}</button>)}</div>
    </div>
  )
}
