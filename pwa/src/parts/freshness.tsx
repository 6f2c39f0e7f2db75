// Who gave an answer and how old its snapshot is, in one grey line.
import type { Told } from '../ask/desk'
import { useMoment } from '../ask/queries'
import { age } from '../format'
import { useWords } from '../words'
import { Icon } from './icon'

/** From this age on an answer of the device is marked, in days. */
const OLD_DAYS = 30
const DAY_MS = 86_400_000

export function Freshness({ told }: { told: Told<unknown> }) {
  const words = useWords()
  const served = useMoment().data?.answer.made ?? null
  const made = told.made ?? served
  if (made == null) return <p className="source">&nbsp;</p>
  const now = new Date()
  const says = words.units.made(age(made, now, words))
  const old = now.getTime() - Date.parse(made) > OLD_DAYS * DAY_MS
  return (
    <p className="source row">
      {told.from === 'phone' && <Icon name={navigator.onLine ? 'check' : 'noNet'} />}
      {told.from === 'phone' ? words.app.fromPhone(says) : words.app.fromNetwork(says)}
      {old && <span className="tag tag--care">{words.source.old}</span>}
    </p>
  )
}
