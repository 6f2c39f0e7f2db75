// Where, how sure, when, and how old the answer is.
import { Button } from '@nl-design-system-candidate/button-react'
import { Heading } from '@nl-design-system-candidate/heading-react'

import type { Answer } from '../api/answers'
import type { Told } from '../ask/desk'
import { moment } from '../format'
import { Freshness } from '../parts/freshness'
import { Icon } from '../parts/icon'
import { Dutch, useSpeech } from '../words'
import { useSpot } from './spot'

/** A position less sure than this is said to be so, in metres. */
const DOUBT_M_LARGE = 60

interface Props {
  told: Told<Answer>
  at: string | null
  openMoment: () => void
  choosing: boolean
  other: () => void
}

export function PlaceHead({ told, at, openMoment, choosing, other }: Props) {
  const { words, language } = useSpeech()
  const { spot } = useSpot()
  const { question, place } = told.answer
  const [street, ...around] = place === '' ? [words.here.chosen] : place.split(', ')
  const says = language === 'nl' ? question.at_says.replace(/ \d{4} /, ' ') : moment(question.at, language)
  return (
    <header className="place">
      <div className="place__row">
        <Heading level={1}><Dutch>{street}</Dutch></Heading>
        <Doubt area={question.area !== undefined} />
      </div>
      {around.length > 0 && <p className="quiet"><Dutch>{around.join(' · ')}</Dutch></p>}
      {spot?.kind === 'mine' && spot.accuracyM > DOUBT_M_LARGE && <p className="small"><Icon name="warning" className="sign--care" /> {words.here.doubtLarge}</p>}
      <div className="place__when">
        <p className={at === null ? '' : 'tag tag--care'}>{at === null ? words.here.now(says) : says}</p>
        <div className="place__ways">
          <Button purpose="secondary" iconStart={<Icon name="clock" />} aria-expanded={choosing} onClick={openMoment}>{words.here.otherMoment}</Button>
          <Button purpose="secondary" iconStart={<Icon name="pin" />} onClick={other}>{words.here.other}</Button>
        </div>
      </div>
      <Freshness told={told} />
    </header>
  )
}

function Doubt({ area }: { area: boolean }) {
  const { words } = useSpeech()
  const { spot } = useSpot()
  if (spot?.kind === 'mine') return <span className="tag place__doubt"><span aria-hidden="true">{words.here.doubt(spot.accuracyM)}</span><span className="unseen">{words.here.doubtSays(spot.accuracyM)}</span></span>
  return <span className="tag place__doubt">{area ? words.here.wholeArea : words.here.chosen}</span>
}
