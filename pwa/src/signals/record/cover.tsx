// Boxes over faces and plates, drawn with a finger or put down with keys. What lies under them is gone when it is kept.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'

import { keepPhoto, photo } from '../../outbox/photos'
import { Icon } from '../../parts/icon'
import { Panel } from '../../parts/panel'
import { useSays } from '../words'
import type { Draft, DraftPhoto, DraftState } from './draft'
import { usePhotoAddress } from './photos'
import { coveredPhoto, type Cover } from './picture'

/** Smallest box that counts as meant, as part of a side. */
const SIDE_MIN = 0.015
/** How far a key moves a box, as part of a side. */
const KEY_STEP = 0.03
const FIRST_BOX: Cover = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }

const between = (value: number) => Math.min(1, Math.max(0, value))

/** A box that arrows move and, with Shift, make larger or smaller; null for another key. */
export function moved(box: Cover, key: string, shift: boolean): Cover | null {
  const step = { ArrowLeft: [-KEY_STEP, 0], ArrowRight: [KEY_STEP, 0], ArrowUp: [0, -KEY_STEP], ArrowDown: [0, KEY_STEP] }[key]
  if (!step) return null
  const [x = 0, y = 0] = step
  return shift
    ? { ...box, width: Math.min(1 - box.x, Math.max(SIDE_MIN, box.width + x)), height: Math.min(1 - box.y, Math.max(SIDE_MIN, box.height + y)) }
    : { ...box, x: Math.min(1 - box.width, Math.max(0, box.x + x)), y: Math.min(1 - box.height, Math.max(0, box.y + y)) }
}

interface Props { owner: string; draft: Draft; one: DraftPhoto; change: DraftState['change']; remove: () => void; close: () => void }

export function CoverPanel({ owner, draft, one, change, remove, close }: Props) {
  const says = useSays()
  const id = useId()
  const [boxes, setBoxes] = useState<Cover[]>([])
  const [reason, setReason] = useState(one.uncovered ?? '')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState(false)
  const set = (how: (photo: DraftPhoto) => DraftPhoto) => change((was) => ({ ...was, photos: was.photos.map((other) => other.id === one.id ? how(other) : other) }))
  const cover = async () => {
    setBusy(true)
    try {
      const was = await photo(one.id)
      if (!was) throw new Error('no photo')
      await keepPhoto(owner, draft.id, one.id, await coveredPhoto(was.blob, boxes))
      set((photo) => ({ ...photo, covered: true, uncovered: null }))
      close()
    } catch {
      setWrong(true)
    }
    setBusy(false)
  }
  return (
    <Panel title={says.record.coverTitle} close={close}>
      <Paragraph>{says.record.coverText}</Paragraph>
      <Sheet one={one} boxes={boxes} setBoxes={setBoxes} />
      {wrong && <p className="wrong" role="alert">{says.record.photoFailed}</p>}
      <div className="row">
        <Button purpose="secondary" iconStart={<Icon name="plus" />} onClick={() => setBoxes([...boxes, FIRST_BOX])}>{says.record.addBox}</Button>
        {boxes.length > 0 && <Button purpose="secondary" onClick={() => setBoxes(boxes.slice(0, -1))}>{says.record.undoBox}</Button>}
      </div>
      {boxes.length > 0 && <Button purpose="primary" busy={busy} onClick={() => void cover()}>{says.record.keepCovered(boxes.length)}</Button>}
      {draft.hat === 'opsporing' && (
        <div className="stack stack--tight">
          <div className="field"><label htmlFor={id}>{says.record.needOriginal}</label><input id={id} className="utrecht-textbox" value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} /></div>
          <p className="small quiet">{says.record.needOriginalText}</p>
          {reason.trim() !== '' && <Button purpose="secondary" onClick={() => { set((photo) => ({ ...photo, uncovered: reason.trim() })); close() }}>{says.record.keepOriginal}</Button>}
        </div>
      )}
      {boxes.length === 0 && one.uncovered === null && <Button purpose="secondary" onClick={() => { set((photo) => ({ ...photo, covered: true })); close() }}>{says.record.nobodyOnIt}</Button>}
      <Button purpose="secondary" iconStart={<Icon name="bin" />} onClick={remove}>{says.record.removePhoto}</Button>
    </Panel>
  )
}

function Sheet({ one, boxes, setBoxes }: { one: DraftPhoto; boxes: Cover[]; setBoxes: (boxes: Cover[]) => void }) {
  const says = useSays()
  const address = usePhotoAddress(one.id, one.covered)
  const start = useRef<{ x: number; y: number } | null>(null)
  const [drawing, setDrawing] = useState<Cover | null>(null)
  const spot = (event: PointerEvent<HTMLElement>) => {
    const sheet = event.currentTarget.getBoundingClientRect()
    return { x: between((event.clientX - sheet.left) / sheet.width), y: between((event.clientY - sheet.top) / sheet.height) }
  }
  const down = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = spot(event)
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const from = start.current
    if (!from) return
    const to = spot(event)
    setDrawing({ x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) })
  }
  const up = () => {
    start.current = null
    if (drawing && drawing.width > SIDE_MIN && drawing.height > SIDE_MIN) setBoxes([...boxes, drawing])
    setDrawing(null)
  }
  const key = (at: number) => (event: KeyboardEvent) => {
    const box = boxes[at]
    if (!box) return
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      setBoxes(boxes.filter((_, other) => other !== at))
      return
    }
    const next = moved(box, event.key, event.shiftKey)
    if (!next) return
    event.preventDefault()
    setBoxes(boxes.map((other, index) => index === at ? next : other))
  }
  const where = ({ x, y, width, height }: Cover) => ({ left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` })
  if (address === null) return <div className="ghost cover" />
  return (
    <div className="cover" data-testid="cover" onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => { start.current = null; setDrawing(null) }}>
      <img src={address} alt={says.record.photoAlt} draggable={false} />
      {boxes.map((box, at) => <button type="button" key={at} className="cover__box" style={where(box)} aria-label={says.record.box(at + 1)} onPointerDown={(event) => event.stopPropagation()} onKeyDown={key(at)} />)}
      {drawing && <span className="cover__box" style={where(drawing)} />}
    </div>
  )
}
