// The forms of signals as the API gives and takes them (docs/signals.md). Keys are those of the API.

export type Hat = 'toezicht' | 'opsporing'
export type ListName = 'mijn' | 'te-doen' | 'postvak'

export interface Place {
  lat: number
  lon: number
  /** metres; null when the place was pointed out */
  nauwkeurigheid: number | null
  adres: string | null
}

/** A signal in a list. */
export interface SignalLine {
  id: string
  nummer: string
  versie: number
  soort: 'signaal' | 'vraag' | 'kopie'
  thema: string
  toestand: string
  /** the first words of its text */
  kort: string
  plaats: Place | null
  opgenomenOp: string
  gewijzigdOp: string
  /** the day by which it must be answered */
  uiterlijk: string | null
  teLaat: boolean
  bij: { organisatie: string; rol: string | null } | null
  antwoord: { tekst: string; op: string; van: string } | null
  /** signals near in place and time that may be the same */
  dubbelen: string[]
  fotos: number
}

export interface SignalList { signalen: SignalLine[]; totaal: number }

export interface Step {
  op: string
  stap: string
  wie: { rol: string | null; organisatie: string }
  tekst: string | null
  artikel: string | null
  aan: string | null
}

/** What was given to another organisation. */
export interface Provision {
  id: string
  aan: { id: string; naam: string }
  artikel: string
  op: string
  ontvangen: string | null
  /** when they answered */
  antwoord: string | null
  gecorrigeerd: string | null
  ingetrokken: string | null
  weggelaten: string[]
}

export interface SignalDetail extends Omit<SignalLine, 'fotos'> {
  tekst: string
  hoedanigheid: Hat | null
  feitcode: string | null
  fotos: { id: string }[]
  tijdlijn: Step[]
  /** the steps that this reader may take now */
  stappen: string[]
  verstrekkingen: Provision[]
  /** the article under which it is kept */
  artikel: string
  /** the partner who gave it, or asks */
  van: { id: string; naam: string } | null
  /** for a question: what is asked for, in codes of the law */
  gevraagd: string[]
  bewarenTot: string | null
  versies: { versie: number; op: string; tekst: string; reden: string | null }[]
}

/** What a phone sends when something was seen. */
export interface Observation {
  id: string
  opgenomenOp: string
  plaats: Place
  thema: string
  tekst: string
  hoedanigheid: Hat
  reden?: string
  fotos: string[]
  feitcode?: string
  konNietOptreden?: { reden: string }
  /** hat of investigation: whether the fact is in the deed; false is noted to hand on */
  inAkte?: boolean
  hoortBij?: string
  verwijzing?: { dataset: string; id: string }
  /** what the guard warned of and the sender kept, each with the reason */
  teksten?: { soort: string; reden: string }[]
  /** photos whose original was kept, each with the reason */
  onafgedekt?: { foto: string; reden: string }[]
}

export interface Receipt { id: string; nummer: string; versie: number; toestand: string }

/** A step on a signal; what more it holds depends on the step. */
export interface StepCommand {
  id: string
  versie: number
  stap: string
  [more: string]: unknown
}

export interface Near { id: string; nummer: string; thema: string; kort: string; afstand: number; op: string }
export interface Theme { code: string; naam: string; werkdagen: number }
export interface StandardAnswer { id: string; titel: string; tekst: string; themas: string[] }
export interface Partner {
  id: string
  naam: string
  soort: string
  doelen: { code: string; naam: string }[]
  opTijd: { aantal: number; van: number } | null
}

/** What a receiver would see, and under which article. */
export interface Preview {
  besluit: {
    uitkomst: 'ja' | 'moet' | 'nee' | 'weten-we-niet'
    zin: string
    artikel: string
    tekstdatum: string
    zekerheid: string
    voorwaarden: { tekst: string; voldaan: boolean; code: string; waarom?: string | null }[]
    routes: { zin: string; aan?: string; doel?: string; vorm?: string; feiten?: string[] }[]
  }
  vorm: { veld: string; waarde: string }[] | null
  nietDelen: string[]
}
