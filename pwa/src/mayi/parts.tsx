// What the answers of the law share: the sentence, lists, rules, how sure it is.
import { Heading } from '@nl-design-system-candidate/heading-react'

import { Icon, type IconName } from '../parts/icon'
import { Section } from '../parts/section'
import { Dutch, useWords } from '../words'
import type { Item, Told } from './types'

type Answer = 'yes' | 'yes_if' | 'no_but' | 'no' | 'unknown'

const SIGNS: Record<Answer, IconName> = { yes: 'check', yes_if: 'clock', no_but: 'close', no: 'close', unknown: 'warning' }

export function Verdict({ answer, title, about }: { answer: Answer; title: string; about: string }) {
  return (
    <div className={`mayi__verdict mayi__verdict--${answer}`}>
      <Icon name={SIGNS[answer]} />
      <div className="stack stack--tight"><Heading level={1}>{title}</Heading><p>{about}</p></div>
    </div>
  )
}

/** An answer in one word, for a list. */
export function Mark({ answer }: { answer: Answer }) {
  const words = useWords()
  return <span className={`mayi__mark mayi__mark--${answer}`}><Icon name={SIGNS[answer]} />{words.mayi[answer]}</span>
}

export function Items({ items, sign }: { items: Item[]; sign: IconName }) {
  return <ul className="mayi__fields">{items.map(({ code, text }) => <li key={code} className="row"><Icon name={sign} /><span>{text}</span></li>)}</ul>
}

export function Rules({ articles, texts, title }: { articles: string[]; texts: Told['texts']; title: string }) {
  const words = useWords()
  if (articles.length === 0 && texts.length === 0) return null
  return (
    <Section title={title}>
      <p className="strong">{articles.join(' · ')}</p>
      <ul className="chips no-print">
        {texts.filter(({ url }) => url !== undefined).map(({ law, valid_from: from, url }) => (
          <li key={`${law} ${from}`}><a className="call" href={url} target="_blank" rel="noreferrer">{words.mayi.read(law)}</a></li>
        ))}
      </ul>
    </Section>
  )
}

export function Certainty({ line, doubts }: { line: string; doubts: string[] }) {
  const words = useWords()
  return (
    <div className="stack stack--tight">
      {doubts.map((doubt) => <p key={doubt} className="tag tag--care mayi__doubt"><Icon name="warning" /><span>{words.mayi.doubts}: <Dutch>{doubt}</Dutch></span></p>)}
      <p className="source">{line}</p>
    </div>
  )
}
