// Asks the engine of the law questions: node ask.mjs ENGINE QUESTIONS ANSWERS
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [engine, asked, said] = process.argv.slice(2)
const begin = performance.now()
const { Law } = createRequire(import.meta.url)(engine)
const compiled = performance.now() - begin
const { now, questions } = JSON.parse(readFileSync(asked, 'utf8'))
const law = new Law()

const first = new Map()
const took = []
const answers = questions.map(({ call, question }) => {
  const from = performance.now()
  try {
    return { answer: law.ask(call, question, now) }
  } catch (error) {
    return { refused: error.message }
  } finally {
    const ms = performance.now() - from
    if (!first.has(call)) first.set(call, ms)
    else took.push(ms)
  }
})
writeFileSync(said, JSON.stringify(answers))
took.sort((a, b) => a - b)
const firsts = [...first].map(([call, ms]) => `${call} ${ms.toFixed(0)}`).join(', ')
console.log(`compiled in ${compiled.toFixed(0)} ms; first of each, rules loaded with it: ${firsts} ms; p50 ${took[took.length >> 1].toFixed(2)} ms, p99 ${took[Math.floor(took.length * 0.99)].toFixed(1)} ms`)
