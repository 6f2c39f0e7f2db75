// Light or dark: as the device, unless someone chose.
import { keep, kept } from './kept'

export type Theme = 'auto' | 'light' | 'dark'

const dark = () => matchMedia('(prefers-color-scheme: dark)')

export const theme = (): Theme => {
  const chosen = kept('theme')
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto'
}

/** Shows the chosen theme. */
export function show(): void {
  const chosen = theme()
  const is = chosen === 'auto' ? (dark().matches ? 'dark' : 'light') : chosen
  document.documentElement.dataset.theme = is
}

export function choose(chosen: Theme): void {
  keep('theme', chosen)
  show()
}

/** Shows the theme now and whenever the device changes it. */
export function follow(): void {
  show()
  dark().addEventListener('change', show)
}
