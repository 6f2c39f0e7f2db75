// Passing on: to whom and what for, what the law says of it, and what they would see. Nothing goes before that was seen.
import { Button } from '@nl-design-system-candidate/button-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { useId, useState } from 'react'

import { Icon } from '../parts/icon'
import { Section } from '../parts/section'
import { Ghosts, Trouble } from '../parts/state'
import { Dutch } from '../words'
import { usePartners, usePreview, type PreviewQuestion } from './api'
import type { Go } from './forms'
import type { Partner, Preview, SignalDetail } from './types'
import { useSays } from './words'

export function Share({ owner, signal, go }: { owner: string; signal: SignalDetail; go: Go }) {
  const partners = usePartners(owner)
  const [asked, setAsked] = useState<PreviewQuestion | null>(null)
  const preview = usePreview(owner, signal.id, asked)
  const choose = (next: PreviewQuestion) => setAsked(next)
  if (partners.isError) return <Trouble error={partners.error} again={() => void partners.refetch()} />
  if (partners.isPending) return <Ghosts heights={[4, 4, 4]} />
  const all = partners.data.answer.partners
  const chosen = all.find((one) => one.id === asked?.aan)
  return (
    <div className="stack">
      <PartnerChoice partners={all} chosen={asked?.aan ?? null} choose={(one) => choose({ aan: one.id, doel: one.doelen[0]?.code ?? '' })} />
      {chosen && asked && chosen.doelen.length > 1 && <PurposeChoice partner={chosen} chosen={asked.doel} choose={(doel) => choose({ aan: chosen.id, doel })} />}
      {asked !== null && preview.isPending && <Ghosts heights={[6, 8]} />}
      {asked !== null && preview.isError && <Trouble error={preview.error} again={() => void preview.refetch()} />}
      {asked !== null && chosen && preview.data && <Decision preview={preview.data} partner={chosen} reask={(route) => choose({ ...asked, ...route })} facts={asked.feiten ?? []} send={() => go({ ...asked })} />}
    </div>
  )
}

export function PartnerChoice({ partners, chosen, choose }: { partners: Partner[]; chosen: string | null; choose: (partner: Partner) => void }) {
  const says = useSays()
  return (
    <fieldset className="radios">
      <legend>{says.share.toWhom}</legend>
      {partners.map((one) => (
        <label key={one.id}>
          <input type="radio" name="partner" checked={chosen === one.id} onChange={() => choose(one)} />
          <span><Dutch>{one.naam}</Dutch>{one.opTijd !== null && one.opTijd.van > 0 && <span className="small quiet"> {says.share.onTime(one.opTijd.aantal, one.opTijd.van)}</span>}</span>
        </label>
      ))}
    </fieldset>
  )
}

function PurposeChoice({ partner, chosen, choose }: { partner: Partner; chosen: string; choose: (code: string) => void }) {
  const says = useSays()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{says.share.whatFor}</label>
      <select id={id} className="utrecht-select" value={chosen} onChange={(event) => choose(event.target.value)}>
        {partner.doelen.map((one) => <option key={one.code} value={one.code}>{one.naam}</option>)}
      </select>
    </div>
  )
}

export function Decision({ preview, partner, reask, send, facts }: { preview: Preview; partner: Partner; reask: (route: Partial<PreviewQuestion>) => void; facts: string[]; send: (() => void) | null }) {
  const says = useSays()
  const { besluit, vorm, nietDelen } = preview
  const may = besluit.uitkomst === 'ja' || besluit.uitkomst === 'moet'
  return (
    <div className="stack" role="region" aria-label={says.share.decision}>
      <div className={`card ${may ? 'card--holds' : ''}`}>
        <p className="card__title"><Icon name={may ? 'check' : 'warning'} /> {says.share.outcomes[besluit.uitkomst]}</p>
        <Paragraph><Dutch>{besluit.zin}</Dutch></Paragraph>
        {besluit.artikel !== '' && <p className="small"><Dutch>{says.share.article(besluit.artikel)}</Dutch></p>}
        {besluit.voorwaarden.length > 0 && <ul className="checks">{besluit.voorwaarden.map((one) => <li key={one.tekst} className="row"><Icon name={one.voldaan ? 'check' : 'warning'} className={one.voldaan ? 'sign--holds' : 'sign--care'} /><span><span className="unseen">{one.voldaan ? says.share.met : says.share.unmet}: </span><Dutch>{one.tekst}</Dutch>{one.waarom != null && <span className="small quiet"> <Dutch>{one.waarom}</Dutch></span>}</span>{!one.voldaan && !facts.includes(one.code) && <Button purpose="secondary" onClick={() => reask({ feiten: [...facts, one.code] })}>{says.share.established}</Button>}</li>)}</ul>}
        <p className="source"><Dutch>{besluit.zekerheid}</Dutch>{besluit.tekstdatum !== '' && <> · {says.share.textOf(besluit.tekstdatum)}</>}</p>
      </div>
      {vorm !== null && (
        <Section title={says.share.theySee}>
          <dl className="facts card">{vorm.map((one) => <div className="facts__pair" key={one.veld}><dt>{one.veld}</dt><dd><Dutch>{one.waarde}</Dutch></dd></div>)}</dl>
        </Section>
      )}
      {nietDelen.length > 0 && <div><p className="strong">{says.share.notShared}</p><ul className="bullets">{nietDelen.map((text) => <li key={text}><Dutch>{text}</Dutch></li>)}</ul></div>}
      {may && send !== null && <div><Button purpose="primary" iconStart={<Icon name="send" />} onClick={send}>{says.share.share(partner.naam)}</Button></div>}
      {!may && besluit.routes.length > 0 && (
        <Section title={says.share.routes}>
          <ol className="lines">
            {besluit.routes.map((route) => (
              <li key={route.zin} className="with-call">
                <Dutch>{route.zin}</Dutch>
                {(route.aan ?? route.doel ?? route.vorm ?? route.feiten) !== undefined && <Button purpose="secondary" onClick={() => reask(asked(route))}>{says.share.chooseRoute}</Button>}
              </li>
            ))}
          </ol>
        </Section>
      )}
    </div>
  )
}

/** A route as another question. */
function asked({ aan, doel, vorm, feiten }: Preview['besluit']['routes'][number]): Partial<PreviewQuestion> {
  return { ...(aan === undefined ? {} : { aan }), ...(doel === undefined ? {} : { doel }), ...(vorm === undefined ? {} : { vorm }), ...(feiten === undefined ? {} : { feiten }) }
}
