// Weighs what was built: the JavaScript that a page needs before its map must stay within the budget, else the build fails.
// A page is what the app starts with, the page itself, and whatever these import.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** All JavaScript of the heaviest page before the map, gzipped, in bytes. */
const BEFORE_MAP_BYTES_MAX = 170_000
/** What comes with a map or with answers of the device, and only then. */
const LATER = [/^canvas-/, /^maplibre-gl-worker/, /^engine\.worker/, /^schouw_phone/, /^law\.worker/, /^schouw_law/, /^guard\.worker/, /^schouw_guard/, /^wasm-/]

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const text = new Map(readdirSync(`${dist}assets/`).filter((name) => name.endsWith('.js')).map((name) => [name, readFileSync(`${dist}assets/${name}`, 'utf8')]))
const names = (of, pattern) => [...of.matchAll(pattern)].map(([, name]) => name).filter((name) => text.has(name) && !LATER.some((later) => later.test(name)))
const imports = (name) => names(text.get(name) ?? '', /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)
const pages = (name) => names(text.get(name) ?? '', /import\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g)

/** A file and all that it imports, and so on. */
function needed(start, found = new Set()) {
  for (const name of start) {
    if (found.has(name)) continue
    found.add(name)
    needed(imports(name), found)
  }
  return found
}
const weigh = (name) => gzipSync(text.get(name)).length
const weights = new Map([...text.keys()].map((name) => [name, weigh(name)]))
const total = (files) => [...files].reduce((sum, name) => sum + weights.get(name), 0)
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`

const entry = names(readFileSync(`${dist}index.html`, 'utf8'), /src="\/assets\/([\w.-]+\.js)"/g)
if (entry.length !== 1) throw new Error(`one entry expected in index.html, found ${entry.length}`)
const start = needed(entry)
const reached = [...text.keys()].filter((name) => !LATER.some((later) => later.test(name)))
const lazy = [...new Set(reached.flatMap(pages))]
if (lazy.length === 0) throw new Error('no page that loads later was found: has the form of the build changed?')
const heaviest = lazy.map((page) => ({ page, files: needed([...entry, page]) })).sort((a, b) => total(b.files) - total(a.files))[0]
console.log(`JavaScript before the map: ${kB(total(start))} gzip to start, ${kB(total(heaviest.files))} on the heaviest page (at most ${kB(BEFORE_MAP_BYTES_MAX)})`)
if (total(heaviest.files) > BEFORE_MAP_BYTES_MAX) {
  for (const name of heaviest.files) console.error(`  ${kB(weights.get(name))}  ${name}`)
  console.error('too much: load what is not needed at once later (lazy), or leave a library out')
  process.exit(1)
}
