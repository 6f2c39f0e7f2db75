// Lists and signals as the server gave them, for a short time: a phone that is lost holds little, and not for long.
import { withDatabase } from './database'
import { outboxKey } from './lock'
import { belongs } from './reseal'
import { openValue, sealValue } from './seal'

/** How long an answer is kept, in milliseconds: one shift. */
export const ANSWER_MS_MAX = 10 * 60 * 60_000
/** Most answers that are kept. */
const ANSWERS_MAX = 60

export async function keepAnswer(owner: string, key: string, answer: unknown): Promise<void> {
  const name = `${owner} ${key}`
  const sealed = await sealValue(await outboxKey(), answer, belongs.answer(name))
  await withDatabase(async (database) => {
    const transaction = database.transaction('answers', 'readwrite')
    await transaction.store.put({ key: name, owner, until: Date.now() + ANSWER_MS_MAX, sealed })
    const all = await transaction.store.getAll()
    const old = all.sort((a, b) => b.until - a.until).slice(ANSWERS_MAX)
    for (const one of old) await transaction.store.delete(one.key)
    await transaction.done
  })
}

/** The answer of before with its moment, when it is not too old. */
export async function keptAnswer(owner: string, key: string): Promise<{ answer: unknown; at: number } | null> {
  const name = `${owner} ${key}`
  const kept = await withDatabase((database) => database.get('answers', name))
  if (!kept || kept.until < Date.now()) return null
  return { answer: await openValue<unknown>(await outboxKey(), kept.sealed, belongs.answer(name)), at: kept.until - ANSWER_MS_MAX }
}

/** Throws away what is too old, whoever it was of. */
export async function dropOldAnswers(): Promise<void> {
  await withDatabase(async (database) => {
    const transaction = database.transaction('answers', 'readwrite')
    for (const one of await transaction.store.getAll()) if (one.until < Date.now()) await transaction.store.delete(one.key)
    await transaction.done
  })
}

export const dropAnswers = (): Promise<void> => withDatabase((database) => database.clear('answers'))
