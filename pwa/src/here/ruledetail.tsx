// All about one rule: plain words, article, hours, who acts and who to call, where, and the source.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'

import type { Answer, RuleItem } from '../api/answers'
import { day, distance, hours } from '../format'
import { Sign } from '../parts/icon'
import { Panel } from '../parts/panel'
import { Section } from '../parts/section'
import { SourceLine } from '../parts/source'
import { Dutch, useSpeech } from '../words'
import { CallRow } from './whocard'
import { actsLine, holdsSays, useRuleTime } from './rulecard'
import { ZoneMap } from './zonemap'

export function RuleDetail({ rule, answer, now, close }: { rule: RuleItem; answer: Answer; now: boolean; close: () => void }) {
  const { words, language } = useSpeech()
  const time = useRuleTime(rule, answer.question.at)
  const state = holdsSays(rule, now, words)
  return (
    <Panel title={<Dutch>{rule.title}</Dutch>} close={close}>
      <p className="row strong"><Sign inForce={rule.in_force} />{state}: {time}</p>
      <Section title={words.rule.plain}>
        <Paragraph>{rule.text === '' ? words.rule.noText : <Dutch>{rule.text}</Dutch>}</Paragraph>
      </Section>
      <Section title={words.here.actsTitle}>
        <Paragraph>{actsLine(rule, words)}.</Paragraph>
        {rule.calls.length > 0 && (
          <ul className="lines">
            {rule.calls.map((call) => <CallRow key={call.party} call={call} />)}
          </ul>
        )}
      </Section>
      <Facts rule={rule} />
      <Section title={words.rule.onMap}>
        <ZoneMap kind="regels" id={rule.id} dataset={rule.source.dataset} at={answer.question.at} around={answer.question} />
        {rule.distance_m > 0 && <p className="quiet small">{words.rule.distance}: {distance(rule.distance_m, words, language)}</p>}
      </Section>
      <div className="stack stack--tight">
        {rule.url !== '' && <p><a href={rule.url} rel="noreferrer">{words.rule.toText}</a></p>}
        <SourceLine source={rule.source} linked />
      </div>
    </Panel>
  )
}

function Facts({ rule }: { rule: RuleItem }) {
  const { words, language } = useSpeech()
  const now = new Date()
  const facts: [string, string][] = [
    [words.rule.article, rule.article],
    [words.rule.zone, rule.zone],
    [words.rule.hours, rule.hours === '' ? (rule.hours_unknown === '' ? words.rule.always : rule.hours_unknown) : hours(rule.hours, words, language)],
    [words.rule.except, rule.except.join(', ')],
    [words.rule.from, rule.valid_from == null ? '' : day(rule.valid_from, now, language)],
    [words.rule.until, rule.valid_until == null ? '' : day(rule.valid_until, now, language)],
  ]
  return (
    <dl className="facts">
      {facts.filter(([, value]) => value !== '').map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd><Dutch>{value}</Dutch></dd></div>
      ))}
    </dl>
  )
}
