// Another moment: quick choices in the words that the answer understands, or a date and time.
import { Button } from '@nl-design-system-candidate/button-react'
import { useId, useState } from 'react'

import { fieldTime } from '../format'
import { useWords } from '../words'

export function MomentChoice({ at, choose, close }: { at: string | null; choose: (at: string | null) => void; close: () => void }) {
  const words = useWords()
  const id = useId()
  const [own, setOwn] = useState(() => fieldTime(at !== null && /^\d{4}-/.test(at) && !Number.isNaN(Date.parse(at)) ? at : new Date()))
  const take = (chosen: string | null) => {
    choose(chosen)
    close()
  }
  return (
    <div className="moment" role="group" aria-labelledby={`${id}-title`}>
      <p id={`${id}-title`} className="strong">{words.here.moment}</p>
      <div className="chips">
        <button type="button" className="chip" aria-pressed={at === null} onClick={() => take(null)}>{words.here.momentNow}</button>
        <button type="button" className="chip" onClick={() => take('vanavond 23:00')}>{words.here.momentTonight}</button>
        <button type="button" className="chip" onClick={() => take('zaterdag')}>{words.here.momentSaturday}</button>
      </div>
      <form className="row" onSubmit={(event) => { event.preventDefault(); if (own !== '') take(own) }}>
        <div className="field">
          <label htmlFor={id}>{words.here.momentOwn}</label>
          <input id={id} className="utrecht-textbox" type="datetime-local" value={own} onChange={(event) => setOwn(event.target.value)} required />
        </div>
        <Button type="submit" purpose="primary" style={{ alignSelf: 'end' }}>{words.here.momentShow}</Button>
      </form>
    </div>
  )
}
