// What is going on: problems with their course, notices, places.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'

import type { Answer, NoticeItem, PlaceItem, ProblemItem } from '../api/answers'
import { clock, day, distance } from '../format'
import { Icon } from '../parts/icon'
import { Panel } from '../parts/panel'
import { Fold, Section } from '../parts/section'
import { SourceLine } from '../parts/source'
import { Dutch, useSpeech } from '../words'
import { ZoneMap } from './zonemap'

export function Plays({ answer, open }: { answer: Answer; open: (what: string) => void }) {
  const { words } = useSpeech()
  const nothing = answer.problems.length === 0 && answer.notices.length === 0
  return (
    <Section title={words.here.plays}>
      {nothing ? <Paragraph>{words.here.playsNone}</Paragraph> : (
        <ul className="lines">
          {answer.problems.map((problem) => <li key={problem.id} className="line--open"><ProblemLine problem={problem} open={() => open(`probleem:${problem.id}`)} /></li>)}
          {answer.notices.map((notice) => <li key={notice.id} className="line--open"><NoticeLine notice={notice} open={() => open(`bekendmaking:${notice.id}`)} /></li>)}
        </ul>
      )}
      {answer.places.length > 0 && <Fold title={words.here.places(answer.places.length)}><Places places={answer.places} /></Fold>}
    </Section>
  )
}

export function ProblemLine({ problem, open }: { problem: ProblemItem; open: () => void }) {
  const { words, language } = useSpeech()
  const says = language === 'nl' ? problem.says : words.problem.reports(problem.reports)
  return (
    <button type="button" className="line" onClick={open}>
      <span className="card__top"><Icon name="reports" /><span className="card__title"><Dutch>{problem.theme}</Dutch></span><span className="small quiet">{distance(problem.distance_m, words, language)}</span></span>
      <span className="card__under small"><span>{says}</span>{!problem.open && <span className="quiet">{words.problem.closed}</span>}</span>
    </button>
  )
}

export function NoticeLine({ notice, open }: { notice: NoticeItem; open: () => void }) {
  const { words, language } = useSpeech()
  return (
    <button type="button" className="line" onClick={open}>
      <span className="card__top"><Icon name="notice" /><span className="card__title"><Dutch>{notice.title}</Dutch></span><span className="small quiet">{notice.distance_m == null ? '' : distance(notice.distance_m, words, language)}</span></span>
      <span className="card__under small"><Dutch>{notice.says}</Dutch></span>
    </button>
  )
}

function Places({ places }: { places: PlaceItem[] }) {
  const { words, language } = useSpeech()
  return (
    <ul className="lines">
      {places.map((place) => (
        <li key={`${place.source.dataset} ${place.id}`}>
          <span className="row row--spread"><span className="strong"><Dutch>{place.name === '' ? place.kind : place.name}</Dutch></span><span className="small quiet">{distance(place.distance_m, words, language)}</span></span>
          <span className="small quiet"><Dutch>{[place.name === '' ? '' : place.kind, ...place.facts.map(([name, value]) => `${name}: ${value}`), place.date].filter((text) => text !== '').join(' · ')}</Dutch></span>
        </li>
      ))}
    </ul>
  )
}

export function ProblemDetail({ problem, at, close }: { problem: ProblemItem; at: string; close: () => void }) {
  const { words, language } = useSpeech()
  return (
    <Panel title={<Dutch>{problem.theme}</Dutch>} close={close}>
      <p className="row"><span className="tag">{problem.open ? words.problem.open : words.problem.closed}</span><span>{language === 'nl' ? problem.says : words.problem.reports(problem.reports)}</span></p>
      <Section title={words.problem.timeline}>
        {problem.reports > 1 && <Paragraph>{words.problem.one}</Paragraph>}
        <ol className="timeline">
          {problem.timeline.map((report) => (
            <li key={report.id}>
              <span className="strong">{day(report.at, new Date(at), language)}</span> <span className="quiet">{clock(report.at, language)}</span>
              <br /><Dutch>{report.status}</Dutch>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={words.rule.onMap}><ZoneMap kind="meldingen" id={problem.id} dataset={problem.source.dataset} at={at} around={problem} point /></Section>
      <SourceLine source={problem.source} linked />
    </Panel>
  )
}

export function NoticeDetail({ notice, at, close }: { notice: NoticeItem; at: string; close: () => void }) {
  const { words, language } = useSpeech()
  return (
    <Panel title={<Dutch>{notice.title}</Dutch>} close={close}>
      {notice.text !== '' && notice.text !== notice.title && <Paragraph><Dutch>{notice.text}</Dutch></Paragraph>}
      <dl className="facts">
        <dt>{words.notice.kind}</dt><dd><Dutch>{notice.kind}</Dutch></dd>
        {notice.published != null && <><dt>{words.notice.published}</dt><dd>{day(notice.published, new Date(at), language)}</dd></>}
        {notice.from != null && <><dt>{words.rule.from}</dt><dd>{day(notice.from, new Date(at), language)}</dd></>}
        {notice.until != null && <><dt>{words.rule.until}</dt><dd>{day(notice.until, new Date(at), language)}</dd></>}
        {notice.distance_m == null && <><dt>{words.rule.distance}</dt><dd>{words.notice.about}</dd></>}
      </dl>
      {notice.url !== '' && <p><a href={notice.url} rel="noreferrer">{words.notice.toText}</a></p>}
      <SourceLine source={notice.source} linked />
    </Panel>
  )
}

