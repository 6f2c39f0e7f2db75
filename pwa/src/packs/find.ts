// Finding a gemeente by its name among all there are.

/** Without case, accents and signs: whoever types "sudwest fryslan" finds Súdwest-Fryslân. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim()

/** Those whose name holds what was typed: first where it is the beginning, then the beginning of a word, then the rest. */
export function byName<T extends { name: string }>(all: T[], typed: string): T[] {
  const wanted = plain(typed)
  const rank = (name: string) => (name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : 2)
  return all.map((one) => ({ one, name: plain(one.name) })).filter(({ name }) => name.includes(wanted)).sort((a, b) => rank(a.name) - rank(b.name)).map(({ one }) => one)
}
