// A part of a page under its heading, and what folds away.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useId, useState, type ReactNode } from 'react'

import { Icon } from './icon'

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
