// Search for a spot while typing: a text field with a list, as the ARIA pattern for a combobox has it.
import { useId, useState, type KeyboardEvent } from 'react'

import { useAddresses } from '../ask/addresses'
import { useWords, Dutch } from '../words'
import type { Found } from '../api/answers'

export function Search({ label, choose, only }: { label: string; choose: (found: Found) => void; only?: string }) {
  const words = useWords()
  const id = useId()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const { data, isFetching } = useAddresses(text)
  const found = (data ?? []).filter((one) => only === undefined || one.kind === only)
  const listed = open && found.length > 0

  const take = (one: Found | undefined) => {
    if (!one) return
    setOpen(false)
    setText('')
    choose(one)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      if (found.length > 0) setAt((was) => (was + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      take(found[Math.max(at, 0)])
    } else if (event.key === 'Escape') setOpen(false)
  }
  const none = text.trim().length > 1 && !isFetching && data !== undefined && found.length === 0
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="search">
        <input
          id={id} className="utrecht-textbox" type="search" role="combobox" autoComplete="off" spellCheck={false} enterKeyHint="search"
          aria-expanded={listed} aria-controls={`${id}-list`} aria-autocomplete="list"
          aria-activedescendant={listed && at >= 0 ? `${id}-${at}` : undefined}
          value={text} onKeyDown={onKeyDown} onFocus={() => setOpen(true)} onBlur={() => setOpen(false)}
          onChange={(event) => { setText(event.target.value); setAt(-1); setOpen(true) }}
        />
        <div id={`${id}-list`} role="listbox" aria-label={label} className="search__list" hidden={!listed}>
          {found.map((one, index) => (
            // keys are handled by the field, as the pattern asks; the mouse must not take its focus
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div className="search__one" key={`${one.label} ${one.lat} ${one.lon}`} id={`${id}-${index}`} role="option" aria-selected={index === at} tabIndex={-1} onMouseDown={(event) => event.preventDefault()} onClick={() => take(one)}>
              <Dutch>{one.label}</Dutch><span className="small quiet">{one.kind}</span>
            </div>
          ))}
        </div>
      </div>
      <p className="small quiet" role="status">{none ? words.here.searchNone : listed ? <span className="unseen">{words.here.searchFound(found.length)}</span> : ''}</p>
    </div>
  )
}
