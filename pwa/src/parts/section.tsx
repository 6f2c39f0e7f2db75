// A part of a page under its heading, and what folds away.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useId, useState, type ReactNode } from 'react'

import { Icon } from './icon'
import { usePaper } from './paper'

export function Section({ title, children, aside, className = '' }: { title: string; children: ReactNode; aside?: ReactNode; className?: string }) {
  const id = useId()
  return (
    <section className={`section ${className}`} aria-labelledby={id}>
      <div className="section__head">
        <Heading level={2} id={id}>{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** What folds away; with `late` it is made when someone unfolds it, for what is much and seldom read. */
export function Fold({ title, children, open = false, late = false }: { title: string; children: ReactNode; open?: boolean; late?: boolean }) {
  const [made, setMade] = useState(open || !late)
  return (
    <details className="more" open={open} onToggle={(event) => { if (event.currentTarget.open) setMade(true) }}>
      <summary><Icon name="right" />{title}</summary>
      {made && <div className="stack">{children}</div>}
    </details>
  )
}

/** What folds away on a screen and stands open on paper; it is made when someone unfolds or prints it. */
export function PaperFold({ title, about = '', children, open: first = false, className = '' }: { title: string; about?: string; children: ReactNode; open?: boolean; className?: string }) {
  const paper = usePaper()
  const [open, setOpen] = useState(first)
  const [made, setMade] = useState(first)
  const toggled = (now: boolean) => {
    // what paper opened is not what the reader chose
    if (paper) return
    setOpen(now)
    if (now) setMade(true)
  }
  return (
    <details className={`more more--paper ${className}`} open={open || paper} onToggle={(event) => toggled(event.currentTarget.open)}>
      <summary><Icon name="right" /><span>{title}{about !== '' && <span className="more__about small quiet"><span className="unseen">: </span>{about}</span>}</span></summary>
      {(made || paper) && children}
    </details>
  )
}
