// The sign of each layer, in the list and beside its name.
import type { MapLayer } from '../api/answers'
import type { IconName } from '../parts/icon'

export const ICONS: Record<MapLayer, IconName> = { regels: 'rule', meldingen: 'reports', bekendmakingen: 'notice', plekken: 'spot' }
