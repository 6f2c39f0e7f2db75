// Asks the engine of the phone questions about a pack: node ask.mjs ENGINE PACK QUESTIONS ANSWERS
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [engine, pack, asked, said] = process.argv.slice(2)
const { Phone } = createRequire(import.meta.url)(engine)
const bytes = readFileSync(pack)
const { now, questions } = JSON.parse(readFileSync(asked, 'utf8'))

const begin = performance.now()
const phone = Phone.open(bytes)
const opened = performance.now() - begin

const took = new Map()
const answers = questions.map(({ call, question }) => {
  const text = JSON.stringify(question)
  const from = performance.now()
  try {
    const answer = phone[call](text, now)
    if (!took.has(call)) took.set(call, [])
    took.get(call).push(performance.now() - from)
    return JSON.parse(answer)
  } catch (error) {
    const refused = JSON.parse(error.message)
    if (!(refused.status < 500)) throw error
    return null
  }
})
writeFileSync(said, JSON.stringify(answers))

const times = [...took].map(([call, list]) => {
  const [first] = list
  list.sort((a, b) => a - b)
  return `${call} first ${first.toFixed(1)} p50 ${list[list.length >> 1].toFixed(2)} max ${list.at(-1).toFixed(1)} ms`
})
console.log(`opened in ${opened.toFixed(0)} ms; ${times.join('; ')}`)
