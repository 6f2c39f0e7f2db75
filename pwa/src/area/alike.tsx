// Areas that are alike, and how they were chosen; and the areas within.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { Link } from 'wouter'

import type { AreaPage } from '../api/answers'
import { Section } from '../parts/section'
import { Dutch, useSpeech } from '../words'
import { href, useAreas } from './choose'

export function Alike({ page }: { page: AreaPage }) {
  const { words } = useSpeech()
  if (page.similar == null) return null
  const { how, by, areas } = page.similar
  return (
    <Section title={words.area.compare}>
      {areas.length > 0 && (
        <ul className="chips">{areas.map((one) => <li key={one.code}><Link className="chip" href={href(one.code)}><Dutch>{one.gemeente === '' || one.gemeente === page.area.within.at(-1)?.name ? one.name : `${one.name}, ${one.gemeente}`}</Dutch></Link></li>)}</ul>
      )}
      <Paragraph className="small"><span className="strong">{words.area.compareHow}</span> <Dutch>{how}</Dutch></Paragraph>
      {by.length > 0 && <p className="small quiet"><Dutch>{by.join(' · ')}</Dutch></p>}
    </Section>
  )
}

export function Parts({ page }: { page: AreaPage }) {
  const { words } = useSpeech()
  const { level, code } = page.area
  const has = level === 'gemeente' || level === 'wijk'
  const list = useAreas(level === 'gemeente' ? 'wijk' : 'buurt', code, has)
  if (!has) return null
  return (
    <Section title={words.area.parts} className="no-print">
      <ul className="chips">{list.data?.answer.areas.map((one) => <li key={one.code}><Link className="chip" href={href(one.code)}><Dutch>{one.name}</Dutch></Link></li>)}</ul>
    </Section>
  )
}
