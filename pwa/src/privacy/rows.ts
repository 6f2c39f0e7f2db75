// A register as rows: whatever the server lists, in the order in which it says it.

export type Row = Record<string, unknown>

/** The rows of an answer that has one list in it. */
export function rowsOf(answer: unknown): Row[] {
  if (Array.isArray(answer)) return answer.filter((one): one is Row => typeof one === 'object' && one !== null)
  if (typeof answer !== 'object' || answer === null) return []
  const list = Object.values(answer).find((value) => Array.isArray(value))
  return list === undefined ? [] : rowsOf(list)
}

/** Where the next page begins; null on the last. */
export function nextOf(answer: unknown): string | null {
  const next = typeof answer === 'object' && answer !== null && 'volgende' in answer ? answer.volgende : null
  return typeof next === 'string' ? next : null
}

/** Every column that a row has, in the order of the first rows. */
export const columnsOf = (rows: Row[]): string[] => [...new Set(rows.flatMap((row) => Object.keys(row)))]
