// The real program with Markerwaard, on a port of its own and in a folder that goes away afterwards.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The day on which Markerwaard is made, so that its stories fall where the tests look. */
export const TODAY = '2026-11-23'
/** Longest wait for the line with the address, in milliseconds. */
const READY_MS_MAX = 60_000

const program = process.env.SCHOUW ?? ['debug', 'release'].map((kind) => fileURLToPath(new URL(`../../target/${kind}/schouw`, import.meta.url))).find(existsSync)

/** Starts the demo; `stop` ends it and takes its folder away. Without a day it runs by the clock of the machine, as a browser does. */
export async function startDemo({ today = TODAY } = {}) {
  // a server that runs already, for whoever works on the app
  if (process.env.SCHOUW_BASE !== undefined) return { base: process.env.SCHOUW_BASE, stop: () => Promise.resolve() }
  if (program === undefined || !existsSync(program)) throw new Error('no program `schouw`: cargo build -p schouw-cli, or set SCHOUW')
  const folder = mkdtempSync(join(tmpdir(), 'schouw-e2e-'))
  const child = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--data', folder, ...(today === null ? [] : ['--today', today])], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const base = await new Promise((ready, failed) => {
    const timer = setTimeout(() => failed(new Error(`no address within ${READY_MS_MAX} ms:\n${said}`)), READY_MS_MAX)
    const look = (bytes) => {
      said += bytes
      const found = /https?:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) {
        clearTimeout(timer)
        ready(found[0])
      }
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.on('exit', (code) => failed(new Error(`schouw ended with ${code}:\n${said}`)))
  })
  const stop = async () => {
    if (child.exitCode === null) {
      const ended = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
  return { base, folder, stop, pid: child.pid }
}
