// Weighs what was built: all JavaScript that is not the map must stay within the budget, else the build fails.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** All JavaScript before the map, gzipped, in bytes. */
const BEFORE_MAP_BYTES_MAX = 170_000
/** What comes with a map or with answers of the device, and only then. */
const LATER = [/^canvas-/, /^maplibre-gl-worker/, /^engine\.worker/, /^schouw_phone/, /^law\.worker/, /^schouw_law/, /^wasm-/]

const folder = fileURLToPath(new URL('../dist/assets/', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
const weigh = (name) => gzipSync(readFileSync(folder + name)).length
const before = files.filter((name) => !LATER.some((later) => later.test(name)))
const total = before.reduce((sum, name) => sum + weigh(name), 0)
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
console.log(`JavaScript before the map: ${kB(total)} gzip in ${before.length} files (at most ${kB(BEFORE_MAP_BYTES_MAX)})`)
if (total > BEFORE_MAP_BYTES_MAX) {
  for (const name of before) console.error(`  ${kB(weigh(name))}  ${name}`)
  console.error('too much: load what is not needed at once later (lazy), or leave a library out')
  process.exit(1)
}
