// The themes in the order of the sketch, each with its icon. Their words stand with the other words.
import type { IconName } from '../../parts/icon'

export const THEMES = ['afval', 'parkeren', 'jeugd', 'horeca', 'milieu', 'verkeer', 'dier', 'gebouw', 'anders'] as const

export const THEME_ICONS: Record<string, IconName> = {
  afval: 'bin', parkeren: 'parking', jeugd: 'people', horeca: 'glass', milieu: 'leaf', verkeer: 'traffic', dier: 'paw', gebouw: 'area', anders: 'more',
}
