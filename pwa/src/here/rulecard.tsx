// A rule: what, until when, where, who acts.
import type { RuleItem } from '../api/answers'
import { change, distance } from '../format'
import { Sign } from '../parts/icon'
import { Dutch, useSpeech, type Words } from '../words'

/** When a rule changes, in the words of the answer, or in English from its moment. */
export function useRuleTime(rule: RuleItem, at: string): string {
  const { words, language } = useSpeech()
  if (language === 'nl') return rule.says
  if (rule.in_force == null || rule.changes_at == null) return rule.in_force === true ? words.rule.always : rule.in_force == null ? words.rule.unknown : words.rule.later
  return change(rule.in_force, rule.changes_at, at, words, language)
}

/** Whether a rule holds, at this moment or at the one that was chosen. */
export function holdsSays(rule: RuleItem, now: boolean, words: Words): string {
  if (rule.in_force == null) return words.rule.unknown
  if (now) return rule.in_force ? words.rule.inForce : words.rule.later
  return rule.in_force ? words.rule.inForceThen : words.rule.laterThen
}

export const party = (name: string, words: Words): string => words.parties[name] ?? name

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** "Gemeente treedt op, daarna politie". */
export function actsLine(rule: RuleItem, words: Words): string {
  const [first, ...then] = rule.acts.map((name) => party(name, words))
  return first === undefined ? words.here.actsUnknown : words.here.acts(upper(first), then)
}

export function RuleCard({ rule, at, now, open }: { rule: RuleItem; at: string; now: boolean; open: () => void }) {
  const { words, language } = useSpeech()
  const time = useRuleTime(rule, at)
  const where = [rule.zone, rule.article].filter((text) => text !== '').join(' · ')
  const state = holdsSays(rule, now, words)
  return (
    <button type="button" className={`card ${rule.in_force === true && rule.distance_m === 0 ? 'card--holds' : ''}`} onClick={open}>
      <span className="card__top">
        <Sign inForce={rule.in_force} />
        <span className="card__line"><span className="card__title"><span className="unseen">{state}: </span><Dutch>{rule.title}</Dutch></span><span className="card__when">{time}</span></span>
      </span>
      <span className="card__under small">
        {where !== '' && <span className="quiet"><Dutch>{where}</Dutch></span>}
        {rule.distance_m > 0 && <span className="quiet">{words.rule.distance}: {distance(rule.distance_m, words, language)}</span>}
        <span>{actsLine(rule, words)}</span>
      </span>
    </button>
  )
}
