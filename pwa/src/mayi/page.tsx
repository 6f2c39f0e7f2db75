// Mag ik?: where it begins.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { Paragraph } from '@nl-design-system-candidate/paragraph-react'
import { Link, Route, Switch } from 'wouter'

import { Icon } from '../parts/icon'
import { useTitle } from '../parts/title'
import { useWords } from '../words'
import { ActPage } from './act'
import { CardPage } from './card'
import { SharePage } from './share'

import '../styles/mayi.css'

export default function MayIPage() {
  return (
    <Switch>
      <Route path="/mag-ik/delen"><SharePage /></Route>
      <Route path="/mag-ik/doen"><ActPage /></Route>
      <Route path="/mag-ik/kaart/:domain">{({ domain }) => <CardPage key={domain} domain={domain} />}</Route>
      <Route><Start /></Route>
    </Switch>
  )
}

const DOMAINS = ['I', 'II', 'III', 'IV', 'V', 'VI']

function Start() {
  const words = useWords()
  useTitle(words.mayi.title)
  const doors: [string, string, string][] = [['/mag-ik/delen', words.mayi.share, words.mayi.shareText], ['/mag-ik/doen', words.mayi.act, words.mayi.actText]]
  return (
    <div className="stack stack--wide mayi">
      <Heading level={1}>{words.mayi.title}</Heading>
      <Paragraph>{words.mayi.lead}</Paragraph>
      <ul className="stack">
        {doors.map(([href, title, text]) => (
          <li key={href}><Link className="card mayi__door" href={href}><span className="row row--spread"><span className="card__title">{title}</span><Icon name="right" /></span><span className="quiet">{text}</span></Link></li>
        ))}
      </ul>
      <section className="section" aria-labelledby="kaartjes">
        <Heading level={2} id="kaartjes">{words.mayi.card}</Heading>
        <Paragraph className="quiet">{words.mayi.cardText}</Paragraph>
        <ul className="chips">{DOMAINS.map((domain) => <li key={domain}><Link className="chip" href={`/mag-ik/kaart/${domain}`}>{words.mayi.domains[domain]}</Link></li>)}</ul>
      </section>
      <p className="source">{words.mayi.caveat}</p>
    </div>
  )
}
