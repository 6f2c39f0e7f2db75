// Which words are spoken: Dutch unless someone chose English.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'

import { keep, kept } from '../kept'
import { WORDS, type Language, type Words } from './all'

export type { Language, Words }

interface Speech {
  language: Language
  words: Words
  speak: (language: Language) => void
}

const SpeechContext = createContext<Speech>({ language: 'nl', words: WORDS.nl, speak: () => undefined })

export function Speech({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (kept('language') === 'en' ? 'en' : 'nl'))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speech = useMemo(() => ({
    language,
    words: WORDS[language],
    speak: (chosen: Language) => {
      keep('language', chosen)
      setLanguage(chosen)
    },
  }), [language])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export const useWords = (): Words => useContext(SpeechContext).words
export const useSpeech = (): Speech => useContext(SpeechContext)

/** Marks text of a source, which is Dutch whatever language the app speaks. */
export function Dutch({ children }: { children: ReactNode }) {
  const { language } = useSpeech()
  return language === 'nl' ? <>{children}</> : <span lang="nl">{children}</span>
}
