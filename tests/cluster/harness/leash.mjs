/*
 * `node leash.mjs FOLDER`: outlives whoever started it by a moment, however that ended (kill -9 included). It is told
 * on its standard input which processes there are, `+PID SIGNAL` and `-PID`; when the input ends, it ends those that
 * are left, each by its own number, and removes the folder.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 50
const PATIENCE_MS = 10_000

const [folder] = process.argv.slice(2)
const signals = new Map()

for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, pid, signal] = /^([+-])(\d+) ?(\w*)$/.exec(line)
  if (sign === '+') signals.set(Number(pid), signal)
  else signals.delete(Number(pid))
}

for (const [pid, signal] of signals) send(pid, signal)
const deadline = Date.now() + PATIENCE_MS
while ([...signals.keys()].some((pid) => send(pid, 0)) && Date.now() < deadline) {
  await delay(POLL_MS)
}
for (const pid of signals.keys()) send(pid, 'SIGKILL')
rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })

function send(pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
