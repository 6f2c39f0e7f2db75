// What is going on when there is no answer (yet): loading, empty, offline, refused. Each says what one can do.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'

import { Refused, Unreachable } from '../ask/http'
import { useWords } from '../words'
import { Icon, type IconName } from './icon'

export function State({ icon, title, text, children }: { icon: IconName; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="state">
      <Icon name={icon} />
      <Paragraph className="strong">{title}</Paragraph>
      {text !== undefined && <Paragraph>{text}</Paragraph>}
      {children}
    </div>
  )
}

/** An error as a person can use it. */
export function Trouble({ error, again }: { error: unknown; again: () => void }) {
  const words = useWords()
  const retry = <Button purpose="secondary" onClick={again}>{words.app.again}</Button>
  if (error instanceof Unreachable) {
    return navigator.onLine
      ? <State icon="warning" title={words.trouble.server} text={words.trouble.serverDo}>{retry}</State>
      : <State icon="noNet" title={words.trouble.offline} text={words.trouble.offlineDo}><Link className="call" href="/meer">{words.trouble.toPacks}</Link>{retry}</State>
  }
  if (error instanceof Refused && error.status === 503) return <State icon="none" title={words.trouble.empty} text={words.trouble.emptyDo}>{retry}</State>
  if (error instanceof Refused && error.status < 500) {
    const faults = error.problem.errors?.map((fault) => fault.detail ?? '').filter((text) => text !== '') ?? []
    return <State icon="warning" title={words.trouble.question} text={faults.length > 0 ? faults.join(' ') : error.message}>{retry}</State>
  }
  return <State icon="warning" title={words.trouble.server} text={words.trouble.serverDo}>{retry}</State>
}

/** Blocks of the size of what will come, so that nothing jumps. */
export function Ghosts({ heights }: { heights: number[] }) {
  const words = useWords()
  return (
    <div className="stack" role="status">
      <span className="unseen">{words.app.loading}</span>
      {heights.map((height, at) => <div className="ghost" key={at} style={{ height: `${height}rem` }} />)}
    </div>
  )
}
