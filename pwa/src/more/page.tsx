// Meer: use without network, language, light or dark, and what one must be able to read about an app.
import { Heading } from '@nl-design-system-candidate/heading-react'
import { useState } from 'react'
import { Link } from 'wouter'

import { useMoment } from '../ask/queries'
import { age } from '../format'
import { Icon } from '../parts/icon'
import { Section } from '../parts/section'
import { useTitle } from '../parts/title'
import { choose, theme, type Theme } from '../theme'
import { useSpeech, type Language } from '../words'
import { Packs } from './packs'

export default function MorePage() {
  const { words } = useSpeech()
  useTitle(words.more.title)
  return (
    <div className="stack stack--wide more-page">
      <Heading level={1}>{words.more.title}</Heading>
      <ul className="lines">
        {([['/gebied', 'area', words.app.tabs.area], ['/bronnen', 'book', words.app.tabs.sources], ['/signalen/toestel', 'lock', words.more.device]] as const).map(([href, icon, title]) => (
          <li key={href} className="line--open"><Link className="line row row--spread" href={href}><span className="row"><Icon name={icon} />{title}</span><Icon name="right" /></Link></li>
        ))}
      </ul>
      <Packs />
      <Section title={words.more.settings}>
        <div className="state state--wide"><LanguageChoice /><ThemeChoice /></div>
      </Section>
      <Section title={words.more.read}>
        <ul className="lines">
          {[['over', words.more.about], ['privacy', words.more.privacy], ['toegankelijkheid', words.more.accessibility]].map(([page, title]) => (
            <li key={page} className="line--open"><Link className="line row row--spread" href={`/meer/${page ?? ''}`}>{title}<Icon name="right" /></Link></li>
          ))}
        </ul>
      </Section>
      <Served />
    </div>
  )
}

function LanguageChoice() {
  const { words, language, speak } = useSpeech()
  const languages: [Language, string][] = [['nl', 'Nederlands'], ['en', 'English']]
  return (
    <fieldset className="radios">
      <legend>{words.more.language}</legend>
      {languages.map(([code, name]) => (
        <label key={code} lang={code}><input type="radio" name="language" checked={language === code} onChange={() => speak(code)} />{name}</label>
      ))}
    </fieldset>
  )
}

function ThemeChoice() {
  const { words } = useSpeech()
  const [chosen, setChosen] = useState<Theme>(theme)
  const themes: [Theme, string][] = [['auto', words.more.themeAuto], ['light', words.more.themeLight], ['dark', words.more.themeDark]]
  return (
    <fieldset className="radios">
      <legend>{words.more.theme}</legend>
      {themes.map(([name, says]) => (
        <label key={name}><input type="radio" name="theme" checked={chosen === name} onChange={() => { choose(name); setChosen(name) }} />{says}</label>
      ))}
    </fieldset>
  )
}

function Served() {
  const { words } = useSpeech()
  const told = useMoment().data
  if (!told) return null
  const { digest, made, title } = told.answer
  return (
    <div className="stack stack--tight">
      <p className="source">{words.more.snapshot}: {title}{made == null ? '' : `, ${words.units.made(age(made, new Date(), words))}`} · {digest.slice(0, 12)}</p>
      <p className="source"><a href="/v1/openapi.json">{words.more.api}</a></p>
    </div>
  )
}
