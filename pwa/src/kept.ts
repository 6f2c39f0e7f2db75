// The few choices that a device keeps, and whether there are packs on it. Never a position, an address or a question.

type Name = 'language' | 'theme' | 'packs' | 'signedIn'

const key = (name: Name) => `schouw.${name}`

/** A choice, or null when there is none or the browser keeps nothing. */
export function kept(name: Name): string | null {
  try {
    return localStorage.getItem(key(name))
  } catch {
    return null
  }
}

/** Keeps a choice; without storage it holds until the page closes. */
export function keep(name: Name, value: string): void {
  try {
    localStorage.setItem(key(name), value)
  } catch {
    // a private window keeps nothing: the choice holds for this visit
  }
}
