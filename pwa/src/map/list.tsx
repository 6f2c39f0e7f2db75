// Everything that the map shows, in walking order: the same content without a picture.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'

import { distance } from '../format'
import { Sign } from '../parts/icon'
import { Section } from '../parts/section'
import { Ghosts, Trouble } from '../parts/state'
import { Dutch, useSpeech } from '../words'
import { ItemActions } from './chosen'
import { itemKey } from './drawn'
import { Mark } from './mark'
import type { SheetProps } from './sheet'
import type { MapItem } from '../api/answers'

export function WalkList({ listed, items, mine, chosen, choose, state }: Pick<SheetProps, 'listed' | 'items' | 'mine' | 'chosen' | 'choose' | 'state'>) {
  const { words } = useSpeech()
  const more = listed.data?.answer.more ?? 0
  if (listed.isError) return <Trouble error={listed.error} again={() => void listed.refetch()} />
  if (listed.isPending && state.layers.length > 0) return <Ghosts heights={[4, 4, 4]} />
  return (
    <Section title={words.map.list} aside={<span className="small quiet" role="status">{state.layers.length === 0 ? '' : words.map.listCount(items.length)}</span>}>
      {items.length === 0 ? <Paragraph>{state.layers.length === 0 ? words.map.listOff : words.map.listNone}</Paragraph> : <p className="small quiet">{mine ? words.map.orderMine : words.map.orderHelp}</p>}
      <ol className={items.length === 0 ? 'walk' : 'lines walk'}>
        {items.map((item) => {
          const key = itemKey(item)
          const isOpen = chosen?.kind === 'item' && chosen.by === 'list' && chosen.key === key
          return (
            <li key={key} className="line--open">
              <button type="button" className="line" aria-expanded={isOpen} onClick={() => choose(isOpen ? null : { kind: 'item', key, by: 'list' })}>
                <Row item={item} />
              </button>
              {isOpen && <div className="walk__open"><ItemActions item={item} /></div>}
            </li>
          )
        })}
      </ol>
      {more > 0 && <p className="small quiet">{words.map.limited(items.length)}</p>}
    </Section>
  )
}

function Row({ item }: { item: MapItem }) {
  const { words, language } = useSpeech()
  return (
    <>
      <span className="card__top">
        <Mark layer={item.layer} />
        <span className="card__title"><span className="unseen">{words.map.kinds[item.layer]}: </span><Dutch>{item.title}</Dutch></span>
        <span className="small quiet">{Math.round(item.walk_m) === 0 ? words.units.sameSpot : distance(item.walk_m, words, language)}</span>
      </span>
      {item.says !== '' && <span className="card__under small"><span>{item.layer === 'regels' && <Sign inForce={item.in_force} />} <Dutch>{item.says}</Dutch></span></span>}
    </>
  )
}
