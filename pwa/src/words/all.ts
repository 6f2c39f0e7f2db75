// Both languages side by side.
import { en } from './en'
import { nl, type Words } from './nl'

export type Language = 'nl' | 'en'
export type { Words }

export const WORDS: Record<Language, Words> = { nl, en }
