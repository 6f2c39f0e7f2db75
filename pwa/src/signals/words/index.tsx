// The words of signals in the language that is spoken.
import { useSpeech } from '../../words'
import { en } from './en'
import { nl, type SignalWords } from './nl'

export type { SignalWords }

export const SIGNAL_WORDS: Record<'nl' | 'en', SignalWords> = { nl, en }

export const useSays = (): SignalWords => SIGNAL_WORDS[useSpeech().language]

/** Why one could not act, in the codes of the API. */
export const OBSTACLES = ['geen-bevoegdheid', 'geen-middelen', 'niet-veilig', 'geen-assistentie', 'geen-tijd', 'niemand-aangetroffen', 'anders'] as const
