// Something that does not go, as a file that a person can hand over.
import { photo } from './photos'
import { command } from './queue'
import type { Entry } from './types'

/** Version of the form of the file. */
const FORM = 'schouw-niet-verstuurd-1'

const base64 = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const letters: string[] = []
  for (const byte of bytes) letters.push(String.fromCharCode(byte))
  return btoa(letters.join(''))
}

/** The entry with its photos as JSON. It is readable: who has the file has what is in it. */
export async function exported(one: Entry): Promise<Blob> {
  const photos = []
  for (const id of one.photos) {
    const kept = await photo(id)
    if (kept) photos.push({ id, type: kept.kept.type, base64: await base64(kept.blob) })
  }
  const says = { vorm: FORM, soort: one.kind, signaal: one.about, bewaard: one.savedAt, reden: one.reason, antwoordVanServer: one.said, opdracht: await command(one), fotos: photos }
  return new Blob([JSON.stringify(says, null, 2)], { type: 'application/json' })
}

/** Puts a file in the downloads of the device. */
export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
