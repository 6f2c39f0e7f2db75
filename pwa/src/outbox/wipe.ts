// Taking away what is on this device.
import { deleteDB } from 'idb'

import { dropAnswers } from './answers'
import { changed, closeDatabase, DATABASE, withDatabase } from './database'
import { lockNow } from './lock'

/** Someone signed out, or the session ended: what the server can tell again goes, what was not sent stays sealed. */
export async function forgetAnswers(): Promise<void> {
  await dropAnswers()
  await withDatabase((database) => database.delete('who', 'who'))
  changed()
}

/** The phone was lost: everything goes, also what was not sent. */
export async function wipeAll(): Promise<void> {
  lockNow()
  // the keys first: without them the rest says nothing, also when deleting is held up by another tab
  await withDatabase((database) => database.clear('lock')).catch(() => undefined)
  await closeDatabase()
  await deleteDB(DATABASE)
  changed()
}
