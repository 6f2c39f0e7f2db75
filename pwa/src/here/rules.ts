// The rules of an answer in the groups that a screen shows. The answer says what holds; this only sorts by what it says.
import type { RuleItem } from '../api/answers'

export interface RuleGroups {
  /** in force, or perhaps so, on the spot itself */
  holds: RuleItem[]
  /** on the spot, not at this moment */
  later: RuleItem[]
  /** in a zone close by */
  near: RuleItem[]
  /** somewhere in the gemeente: the source does not say where */
  somewhere: RuleItem[]
}

export function groups(rules: RuleItem[]): RuleGroups {
  const known = rules.filter((rule) => rule.place_known)
  const onSpot = known.filter((rule) => rule.distance_m === 0)
  return {
    holds: onSpot.filter((rule) => rule.in_force !== false),
    later: onSpot.filter((rule) => rule.in_force === false),
    near: known.filter((rule) => rule.distance_m > 0),
    somewhere: rules.filter((rule) => !rule.place_known),
  }
}

/** What another answer says that the one before did not, for someone who walks. */
export interface Change {
  entered: string | null
  starts: string[]
  ends: string[]
}

interface Standing { areas: { level: string; code: string; name: string }[]; rules: RuleItem[] }

/** What changed between two answers; null when nothing that someone must know. */
export function change(before: Standing, after: Standing): Change | null {
  const buurt = (of: Standing) => of.areas.findLast((area) => area.level === 'buurt') ?? of.areas.at(-1)
  const [was, is] = [buurt(before), buurt(after)]
  const held = new Map(groups(before.rules).holds.map((rule) => [rule.id, rule.title]))
  const holds = new Map(groups(after.rules).holds.map((rule) => [rule.id, rule.title]))
  const starts = [...holds].filter(([id]) => !held.has(id)).map(([, title]) => title)
  const ends = [...held].filter(([id]) => !holds.has(id)).map(([, title]) => title)
  const entered = is && is.code !== was?.code ? is.name : null
  return entered == null && starts.length === 0 && ends.length === 0 ? null : { entered, starts, ends }
}
