// A sheet over the page (phone) or beside it (desk). What it shows stands in the address, so Back closes it.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'

import { useWords } from '../words'
import { Icon } from './icon'

export function Panel({ title, close, children }: { title: ReactNode; close: () => void; children: ReactNode }) {
  const words = useWords()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) element.showModal()
  }, [])
  return (
    // the browser gives the dialog its keys: Escape closes, Tab stays inside
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a click beside the sheet is an extra, Escape and the button do the same
    <dialog className="panel" ref={dialog} aria-labelledby={id} onClose={close} onClick={(event) => { if (event.target === dialog.current) dialog.current.close() }}>
      <div className="panel__head">
        <Heading level={2} id={id}>{title}</Heading>
        <Button purpose="subtle" iconOnly label={words.app.close} iconStart={<Icon name="close" />} onClick={() => dialog.current?.close()} />
      </div>
      <div className="panel__body">{children}</div>
    </dialog>
  )
}
