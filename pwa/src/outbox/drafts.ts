// What someone is typing, kept while it is typed. One draft a user: who starts anew has sent or thrown away the last.
import { withDatabase } from './database'
import { outboxKey } from './lock'
import { alone, belongs } from './reseal'
import { openValue, sealValue } from './seal'

export async function keepDraft(owner: string, draft: unknown): Promise<void> {
  await alone(async () => {
    const sealed = await sealValue(await outboxKey(), draft, belongs.draft(owner))
    await withDatabase((database) => database.put('drafts', { owner, savedAt: new Date().toISOString(), sealed }))
  })
}

export async function draft<T>(owner: string): Promise<T | null> {
  const kept = await withDatabase((database) => database.get('drafts', owner))
  return kept ? openValue<T>(await outboxKey(), kept.sealed, belongs.draft(owner)) : null
}

export async function dropDraft(owner: string): Promise<void> {
  await withDatabase((database) => database.delete('drafts', owner))
}
