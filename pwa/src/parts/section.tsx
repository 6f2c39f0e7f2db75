// A part of a page under its heading, and what folds away.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useId, type ReactNode } from 'react'

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

export function Fold({ title, children, open = false }: { title: string; children: ReactNode; open?: boolean }) {
  return (
    <details className="more" open={open}>
      <summary><Icon name="right" />{title}</summary>
      <div className="stack">{children}</div>
    </details>
  )
}
