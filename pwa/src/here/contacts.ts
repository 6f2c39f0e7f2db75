// What an answer says of contacts, in the groups that a screen shows. Whom to call for a rule stands at the rule.
import type { WhoItem } from '../api/answers'

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
