// Beside each text of the app its compressed forms, so that the server sends them without work.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const TEXTS = /\.(js|mjs|css|html|svg|webmanifest|wasm)$/
/** Smaller files are not worth it, in bytes. */
const SIZE_MIN = 1024

const folder = fileURLToPath(new URL('../dist/', import.meta.url))
for (const name of readdirSync(folder, { recursive: true })) {
  if (!TEXTS.test(name)) continue
  const bytes = readFileSync(folder + name)
  if (bytes.length < SIZE_MIN) continue
  writeFileSync(`${folder}${name}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${folder}${name}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
}
