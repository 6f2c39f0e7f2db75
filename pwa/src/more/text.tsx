// The pages that one must be able to read: about, privacy, accessibility.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { Link } from 'wouter'

import { State } from '../parts/state'
import { useTitle } from '../parts/title'
import { useSpeech } from '../words'
import { TEXTS } from './texts'

export default function TextPage({ page }: { page: string }) {
  const { words, language } = useSpeech()
  const text = TEXTS[language][page]
  useTitle(text?.title ?? words.more.title)
  if (!text) return <State icon="none" title={words.app.notFound}><Link className="call" href="/meer">{words.more.title}</Link></State>
  return (
    <article className="prose">
      <p><Link href="/meer">{words.more.title}</Link></p>
      <Heading level={1}>{text.title}</Heading>
      {text.parts.map((part) => (
        <section key={part.title} className="stack">
          {part.title !== '' && <Heading level={2}>{part.title}</Heading>}
          {part.says.map((says) => <Paragraph key={says}>{says}</Paragraph>)}
          {part.list && <ul>{part.list.map((item) => <li key={item}>{item}</li>)}</ul>}
        </section>
      ))}
    </article>
  )
}
