// Which task: supervision or investigation. The law that holds follows it, so it is asked and explained.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useState } from 'react'

import { Panel } from '../../parts/panel'
import type { Hat } from '../types'
import { useSays } from '../words'
import type { Draft, DraftState } from './draft'

const HATS: Hat[] = ['toezicht', 'opsporing']

export function HatField({ draft, change }: { draft: Draft; change: DraftState['change'] }) {
  const says = useSays()
  const [open, setOpen] = useState(false)
  const choose = (hat: Hat) => change((was) => ({
    ...was, hat, inDeed: null,
    // an original is kept only for an investigation
    photos: hat === 'toezicht' ? was.photos.map((photo) => ({ ...photo, uncovered: null })) : was.photos,
  }))
  return (
    <div className="stack stack--tight">
      <fieldset className="radios">
        <legend>{says.record.hatAsk}</legend>
        {HATS.map((hat) => <label key={hat}><input type="radio" name="hat" checked={draft.hat === hat} onChange={() => choose(hat)} />{says.hats[hat]}</label>)}
      </fieldset>
      {draft.hat === 'opsporing' && (
        <fieldset className="radios">
          <legend>{says.record.deedAsk}</legend>
          <label><input type="radio" name="deed" checked={draft.inDeed === true} onChange={() => change((was) => ({ ...was, inDeed: true }))} />{says.record.deedYes}</label>
          <label><input type="radio" name="deed" checked={draft.inDeed === false} onChange={() => change((was) => ({ ...was, inDeed: false }))} />{says.record.deedNo}</label>
        </fieldset>
      )}
      <div><Button purpose="subtle" onClick={() => setOpen(true)}>{says.record.hatHelp}</Button></div>
      {open && <Panel title={says.record.hatHelp} close={() => setOpen(false)}>{says.record.hatTexts.map((text) => <Paragraph key={text}>{text}</Paragraph>)}</Panel>}
    </div>
  )
}
