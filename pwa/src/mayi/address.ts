// The state of a conversation in the address, so that back goes a question back and a link keeps it: codes only, never
// personal data.
import type { Answers } from './types'

/** `employer.municipality,what.plate~photo` of answers. */
export function written(answers: Answers): string {
  return Object.entries(answers).map(([id, codes]) => `${id}.${codes.join('~')}`).join(',')
}

/** The answers of such a text; what is not one is left out. */
export function read(text: string | null): Answers {
  const pairs = (text ?? '').split(',').map((part) => /^([a-z_]+)\.([A-Za-z0-9_~]*)$/.exec(part))
  return Object.fromEntries(pairs.flatMap((pair) => (pair?.[1] === undefined ? [] : [[pair[1], (pair[2] ?? '').split('~').filter((code) => code !== '')]])))
}

/** The answers to these questions only. */
export function only(answers: Answers, ids: string[]): Answers {
  return Object.fromEntries(ids.flatMap((id) => (answers[id] === undefined ? [] : [[id, answers[id]]])))
}
