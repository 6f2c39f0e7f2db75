// Since when the device has what it shows, when the server does not answer now.
import { age } from '../../format'
import { Icon } from '../../parts/icon'
import { useWords } from '../../words'

export function Since({ since }: { since: number | null }) {
  const words = useWords()
  if (since === null) return null
  return <p className="source row" role="status"><Icon name="noNet" />{words.app.fromPhone(age(new Date(since), new Date(), words))}</p>
}
