// From an answer to what is drawn: the class of each area as the answer has it.
import type { Choropleth } from '../api/answers'
import type { AreaClass } from './drawn'

/** Why an area has no number, as the answer says it. */
const UNKNOWN = 'onbekend'

export function classesOf({ areas }: Pick<Choropleth, 'areas'>): Record<string, AreaClass> {
  return Object.fromEntries(areas.map((area) => [area.code, area.class ?? (area.absent === UNKNOWN || area.absent == null ? 'unknown' : 'suppressed')]))
}
