// Which line to call for a rule: looked up in what the agreements of the answer say, never chosen by us.
import type { RuleItem, WhoItem } from '../api/answers'

/** A party that acts on a rule, with the line that the agreements or desks give for it. */
export interface Actor {
  party: string
  /** the agreement that says so, or the desk of that party; null when the answer has neither */
  who: WhoItem | null
}

/** The parties of a rule in their order, each with its agreement on that theme, else its desk on that theme, else its general desk. */
export function actors(rule: Pick<RuleItem, 'acts' | 'theme'>, who: WhoItem[]): Actor[] {
  return rule.acts.map((party) => {
    const of = who.filter((item) => item.party === party && !item.expired)
    const onTheme = of.filter((item) => item.themes.includes(rule.theme))
    const found = onTheme.find((item) => item.kind === 'afspraak') ?? onTheme[0] ?? of.find((item) => item.kind !== 'afspraak' && item.themes.length === 0)
    return { party, who: found ?? null }
  })
}

/** Desks and teams apart from the agreements. */
export function desks(who: WhoItem[]): WhoItem[] {
  return who.filter((item) => item.kind !== 'afspraak')
}

/** The agreements gathered by their themes, in the order of acting. */
export function agreements(who: WhoItem[]): { themes: string; steps: WhoItem[] }[] {
  const groups = new Map<string, WhoItem[]>()
  for (const item of who) {
    if (item.kind !== 'afspraak') continue
    const themes = item.themes.join(', ')
    groups.set(themes, [...(groups.get(themes) ?? []), item])
  }
  return [...groups].map(([themes, steps]) => ({ themes, steps }))
}

/** A number as a telephone dials it. */
export const dial = (phone: string): string => `tel:${phone.replace(/[^+\d]/g, '')}`
