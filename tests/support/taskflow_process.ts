import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getActiveTest } from '@japa/runner'
import { until } from './until.js'

/** Folder of the checkout that is tested. */
export const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Far more than it takes: other programs may have the machine at the same time. */
const START_SECONDS = 90

export type Environment = Record<string, string | undefined>

interface Start {
  /** A script of the checkout and its arguments. */
  command?: string[]
  env?: Environment
  checkout?: string
}

/**
 * A process of the product as a person starts it, with nothing of this machine's environment. It is ended with the
 * active test: kill -9 to itself and what it has started, each by its own number.
 */
export class TaskflowProcess {
  stdout = ''
  stderr = ''
  #child: ChildProcess
  #ended: Promise<number>

  constructor({ command = ['scripts/start.mjs'], env = {}, checkout = CHECKOUT }: Start = {}) {
    const { PATH, HOME, CHROMIUM_PATH } = process.env
    this.#child = spawn(process.execPath, command, {
      cwd: checkout,
      env: { PATH, HOME, CHROMIUM_PATH, PORT: '0', ...env },
    })
    this.#child.stdout!.setEncoding('utf8').on('data', (text) => (this.stdout += text))
    this.#child.stderr!.setEncoding('utf8').on('data', (text) => (this.stderr += text))
    this.#ended = new Promise((resolve) =>
      this.#child.once('close', (code, signal) => resolve(code ?? signalled(signal)))
    )
    getActiveTest()?.cleanup(() => this.#destroy())
  }

  get pid(): number {
    return this.#child.pid!
  }

  /** The process behind the launcher. */
  get serverPid(): number {
    return childrenOf(this.pid)[0]!
  }

  /** The address, once it is ready. */
  async ready(): Promise<string> {
    const isReady = () => /^Taskflow is ready at (\S+)$/m.exec(this.stdout)?.[1]
    const isOver = () => (this.#child.exitCode === null ? undefined : 'ended')
    const address = await until(
      'the line that says it is ready',
      () => isReady() ?? isOver(),
      START_SECONDS
    )
    if (address === 'ended') throw new Error(`It ended instead: ${this.stdout}${this.stderr}`)
    return address
  }

  /** Its exit code, once it has ended. */
  async ended(seconds = 30): Promise<number> {
    await until(
      'the end of the process',
      () => this.#child.exitCode !== null || this.#child.signalCode !== null,
      seconds
    )
    return this.#ended
  }

  kill(signal: NodeJS.Signals) {
    process.kill(this.pid, signal)
  }

  async #destroy() {
    for (const pid of [...childrenOf(this.pid), this.pid]) killHard(pid)
    await this.#ended
  }
}

/** A folder that is removed with the active test, and before it the PostgreSQL that runs in it, if any is left. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'taskflow-process-'))
  chmodSync(folder, 0o711) // under root another user runs PostgreSQL in it
  getActiveTest()?.cleanup(() => removeDataFolder(folder))
  return join(folder, 'data')
}

/** Number of the PostgreSQL server of a data folder, while it has one. */
export function postmasterOf(data: string): number | undefined {
  try {
    return Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

/** Numbers of the processes that `pid` has started. */
export function childrenOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.filter(([, parent]) => parent === pid).map(([child]) => child!)
}

export function killHard(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function removeDataFolder(folder: string) {
  const postmaster = postmasterOf(join(folder, 'data'))
  if (postmaster) killHard(postmaster)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

function signalled(signal: NodeJS.Signals | null): number {
  return signal ? 128 : 0
}
