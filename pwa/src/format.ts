// How times, numbers and distances are said. Facts come from the answer; only the words are made here.
import type { Language, Words } from './words/all'

const ZONE = 'Europe/Amsterdam'
const LOCALES: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' }
/** A language in which dates are written as machines read them: 2026-11-27 21:40. */
const NUMERIC = 'sv-SE'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** From this many days on, an age is said in months. */
const MONTHS_FROM_DAYS = 60

// The browser takes long to make a format and no time to use one: each is made once.
const numberFormats = new Map<string, Intl.NumberFormat>()
const timeFormats = new Map<string, Intl.DateTimeFormat>()

const TIMES = {
  year: { year: 'numeric' },
  day: { day: 'numeric', month: 'long' },
  dayOfYear: { day: 'numeric', month: 'long', year: 'numeric' },
  weekdayAndDay: { weekday: 'long', day: 'numeric', month: 'long' },
  clock: { hour: '2-digit', minute: '2-digit' },
  long: { weekday: 'long' },
  short: { weekday: 'short' },
  date: { year: 'numeric', month: '2-digit', day: '2-digit' },
  field: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

/** An instant in Dutch time; nothing when it is none. */
function dutchTime(instant: Date, form: keyof typeof TIMES, locale: string): string {
  if (Number.isNaN(instant.getTime())) return ''
  const name = `${locale} ${form}`
  const format = timeFormats.get(name) ?? new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...TIMES[form] })
  timeFormats.set(name, format)
  return format.format(instant)
}

/** "4.812", "3,4". */
export function number(value: number, decimals: number, language: Language): string {
  const name = `${language} ${decimals}`
  const format = numberFormats.get(name) ?? new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  numberFormats.set(name, format)
  return format.format(value)
}

/** "1,3 MB", "480 kB". */
export function size(bytes: number, language: Language): string {
  return bytes >= 1_000_000 ? `${number(bytes / 1_000_000, 1, language)} MB` : `${number(Math.max(1, Math.round(bytes / 1000)), 0, language)} kB`
}

/** "80 m", "1,4 km"; of what lies under your feet "hier". */
export function distance(metres: number, words: Words, language: Language): string {
  if (Math.round(metres) === 0) return words.units.onSpot
  return metres < 1000 ? words.units.metres(number(metres, 0, language)) : words.units.km(number(metres / 1000, 1, language))
}

/** "12 dagen geleden"; days are counted by the calendar of the Netherlands. */
export function age(then: string | Date, now: Date, words: Words): string {
  const moment = new Date(then)
  const days = Math.round((calendarDay(now) - calendarDay(moment)) / DAY_MS)
  const isDay = typeof then === 'string' && then.length === 10
  if (days <= 0) {
    if (isDay) return words.units.today
    const passed = now.getTime() - moment.getTime()
    if (passed < 2 * MINUTE_MS) return words.units.now
    return passed < HOUR_MS ? words.units.minutes(Math.floor(passed / MINUTE_MS)) : words.units.hours(Math.floor(passed / HOUR_MS))
  }
  if (days === 1) return words.units.yesterday
  if (days < MONTHS_FROM_DAYS) return words.units.days(days)
  const months = Math.floor(days / 30.44)
  return months < 24 ? words.units.months(months) : words.units.years(Math.floor(months / 12))
}

/** "23 november 2026"; the year is left out when it is this year. */
export function day(date: string, now: Date, language: Language): string {
  const moment = new Date(date.length === 10 ? `${date}T12:00:00Z` : date)
  const thisYear = dutchTime(moment, 'year', NUMERIC) === dutchTime(now, 'year', NUMERIC)
  return dutchTime(moment, thisYear ? 'day' : 'dayOfYear', LOCALES[language])
}

/** "vrijdag 27 november 21:40". */
export function moment(instant: string | Date, language: Language): string {
  const at = new Date(instant)
  return `${dutchTime(at, 'weekdayAndDay', LOCALES[language]).replace(',', '')} ${clock(at, language)}`
}

/** "21:40". */
export function clock(instant: string | Date, language: Language): string {
  return dutchTime(new Date(instant), 'clock', LOCALES[language])
}

/** "vrijdag 21:40", "vr 21:40". */
export function weekday(instant: string | Date, language: Language, width: 'long' | 'short' = 'long'): string {
  return `${dutchTime(new Date(instant), width, LOCALES[language])} ${clock(instant, language)}`
}

/** What a form field for date and time holds, in Dutch time: "2026-11-27T21:40". */
export function fieldTime(instant: string | Date): string {
  return dutchTime(new Date(instant), 'field', NUMERIC).replace(' ', 'T')
}

/** A moment at which a rule changes: "tot 06:00" in the language of the reader. */
export function change(inForce: boolean, changesAt: string, at: string, words: Words, language: Language): string {
  const days = Math.round((calendarDay(new Date(changesAt)) - calendarDay(new Date(at))) / DAY_MS)
  const time = clock(changesAt, language)
  const when = days === 0 ? time : days === 1 ? `${words.units.tomorrow} ${time}` : days < 7 ? weekday(changesAt, language) : `${day(changesAt, new Date(at), language)} ${time}`
  return inForce ? words.units.until(when) : words.units.from(when)
}

/** A period as people say it: "4e kwartaal 2026"; another kind is left as it is. */
export function period(code: string, words: Words): string {
  const quarter = /^(\d{4})-K([1-4])$/.exec(code)
  return quarter ? words.units.quarter(Number(quarter[2]), quarter[1] ?? '') : code
}

/** A sentence of the answer with its periods as people say them, and without a unit that says nothing. */
export function sentence(text: string, words: Words): string {
  return text.replace(/\b([Ii]n) (?=\d{4}-K[1-4]\b)/g, '$1 het ').replace(/\b\d{4}-K[1-4]\b/g, (code) => period(code, words)).replace(/(\d) aantal\b/g, '$1')
}

const DAYS: [string, string, string][] = [
  ['Mo', 'maandag', 'Monday'], ['Tu', 'dinsdag', 'Tuesday'], ['We', 'woensdag', 'Wednesday'], ['Th', 'donderdag', 'Thursday'],
  ['Fr', 'vrijdag', 'Friday'], ['Sa', 'zaterdag', 'Saturday'], ['Su', 'zondag', 'Sunday'], ['PH', 'feestdagen', 'public holidays'],
]

/** Hours as sources write them ("Th-Sa 14:00-23:00") with the days in full; what is not understood is left as it is. */
export function hours(text: string, words: Words, language: Language): string {
  if (text.trim() === '24/7') return words.units.dayAndNight
  let said = text.replace(/\bMo-Su\b/g, language === 'nl' ? 'elke dag' : 'every day')
  said = said.replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su)-(Mo|Tu|We|Th|Fr|Sa|Su)\b/g, `$1 ${words.units.to} $2`)
  for (const [code, dutch, english] of DAYS) said = said.replace(new RegExp(`\\b${code}\\b`, 'g'), language === 'nl' ? dutch : english)
  // a time is not broken over two lines
  said = said.replace(/(\d\d:\d\d)-(\d\d:\d\d)/g, '$1\u2060-\u2060$2')
  return said.replace(/[;,]\s*/g, ', ').replace(/\boff\b/g, language === 'nl' ? 'dicht' : 'closed')
}

/** Midnight of the Dutch day of an instant, as if that day were in UTC. */
function calendarDay(instant: Date): number {
  return Date.parse(`${dutchTime(instant, 'date', NUMERIC)}T00:00:00Z`)
}
