// The parts of the story that are mostly text.
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { Link } from 'wouter'

import type { AreaPage } from '../api/answers'
import { Icon, Sign, type IconName } from '../parts/icon'
import { Fold, PaperFold, Section } from '../parts/section'
import { Who } from '../here/whocard'
import { clock, day, sentence } from '../format'
import { Dutch, useSpeech } from '../words'

/** Notices and problems that are shown at once. */
const SHOWN = 3

const WORD_ICONS: Record<string, IconName> = { hoger: 'up', lager: 'down' }

export function About({ page }: { page: AreaPage }) {
  const { words } = useSpeech()
  return (
    <Section title={words.area.about}>
      <Paragraph className="story"><Dutch>{page.about.map((one) => one.says).join(' ')}</Dutch></Paragraph>
    </Section>
  )
}

export function Changed({ page }: { page: AreaPage }) {
  const { words } = useSpeech()
  return (
    <Section title={words.area.changes}>
      {page.changed.length > 0 && (
        <ul className="lines">
          {page.changed.map((one) => (
            <li key={one.measure} className="changed-line">
              <Icon name={WORD_ICONS[one.word] ?? 'chance'} className={one.sure ? 'sign--holds' : 'sign--later'} />
              <span className="stack stack--tight"><span className="strong"><Dutch>{one.label}: {one.word}</Dutch></span><span className="small"><Dutch>{sentence(one.says.replace(`${one.label} in `, ''), words)}</Dutch></span></span>
            </li>
          ))}
        </ul>
      )}
      <p className="small quiet"><Dutch>{page.changed_says}</Dutch></p>
    </Section>
  )
}

export function Rules({ page }: { page: AreaPage }) {
  const { words } = useSpeech()
  const one = (rule: AreaPage['rules'][number]) => (
    <li key={`${rule.source.dataset} ${rule.id}`}>
      <span className="rule-line"><Sign inForce={rule.in_force} /><span className="strong"><span className="unseen">{rule.in_force === true ? words.rule.inForce : words.rule.later}: </span><Dutch>{rule.title}</Dutch></span><span className="small"><Dutch>{rule.says}</Dutch></span></span>
      <span className="small quiet"><Dutch>{[rule.zone, rule.article].filter((text) => text !== '').join(' · ')}</Dutch></span>
    </li>
  )
  return <Some title={words.area.rules} none={words.here.holdsNone} rows={page.rules.map(one)} />
}

export function Problems({ page }: { page: AreaPage }) {
  const { words, language } = useSpeech()
  const one = (problem: AreaPage['problems'][number]) => (
    <li key={problem.id}>
      <span className="row"><Icon name="reports" /><span className="strong"><Dutch>{problem.theme}</Dutch></span>{!problem.open && <span className="tag">{words.problem.closed}</span>}</span>
      <span className="small">{language === 'nl' ? problem.says : words.problem.reports(problem.reports)}</span>
      {problem.timeline.length > 1 && (
        <Fold title={words.problem.timeline} late>
          <ol className="timeline small">{problem.timeline.map((report) => <li key={report.id}><span className="strong">{day(report.at, new Date(page.at), language)}</span> {clock(report.at, language)} · <Dutch>{report.status}</Dutch></li>)}</ol>
        </Fold>
      )}
    </li>
  )
  return <Some title={words.area.problems} none={words.area.noneProblems} rows={page.problems.map(one)} />
}

export function Notices({ page }: { page: AreaPage }) {
  const { words } = useSpeech()
  const one = (notice: AreaPage['notices'][number]) => (
    <li key={notice.id}>
      <span className="strong"><Dutch>{notice.title}</Dutch></span>
      <span className="small"><Dutch>{notice.says}</Dutch>{notice.url !== '' && <span className="no-print"> · <a href={notice.url} rel="noreferrer">{words.notice.toText}<span className="unseen">: {notice.title}</span></a></span>}</span>
    </li>
  )
  return <Some title={words.area.notices} none={words.area.noneNotices} rows={page.notices.map(one)} />
}

function Some({ title, none, rows }: { title: string; none: string; rows: React.ReactNode[] }) {
  const { words } = useSpeech()
  const rest = rows.slice(SHOWN)
  return (
    <Section title={title}>
      {rows.length === 0 ? <Paragraph>{none}</Paragraph> : <ul className="lines">{rows.slice(0, SHOWN)}</ul>}
      {rest.length > 0 && <Fold title={words.app.more(rest.length)} late><ul className="lines">{rest}</ul></Fold>}
    </Section>
  )
}

export function Agreed({ page }: { page: AreaPage }) {
  return <Who who={page.who} standingAt="" title="agreements" />
}

export function Unknown({ page }: { page: AreaPage }) {
  const { words } = useSpeech()
  return (
    <Section title={words.area.gaps}>
      {page.gaps.length === 0 ? <Paragraph>{words.here.gapsNone}</Paragraph> : (
        <ul className="lines">{page.gaps.map((gap) => <li key={gap.what}><span><Dutch>{gap.what}</Dutch></span>{gap.would_tell !== '' && <span className="small quiet">{words.here.wouldTell(gap.would_tell)}</span>}</li>)}</ul>
      )}
    </Section>
  )
}

export function Used({ page }: { page: AreaPage }) {
  const { words, language } = useSpeech()
  return (
    <Section title={words.area.sources} className="used">
      <PaperFold title={words.area.sourcesCount(page.sources.length)}>
        <ul className="used__list small">
          {page.sources.map((source) => (
            <li key={source.id}><Link href={`/bronnen/${encodeURIComponent(source.id)}`}><Dutch>{source.title}</Dutch></Link> <span className="quiet"><Dutch>{source.publisher}</Dutch> · {day(source.retrieved, new Date(), language)} · {source.licence}{source.old ? ` · ${words.source.old}` : ''}</span></li>
          ))}
        </ul>
      </PaperFold>
    </Section>
  )
}
