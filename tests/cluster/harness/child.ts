import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Leash } from './leash.js'

const POLL_MS = 25
const LOG_TAIL_LINES = 30

/** What is run, and how one sees that it can be used. */
export interface Program {
  name: string
  command: readonly [string, ...string[]]
  env: Record<string, string | undefined>
  cwd: string
  logFile: string
  /** The operating-system user, where it is not that of this process. */
  uid?: number
  gid?: number
  /** Asked again and again; an exception counts as no. */
  isReady: () => Promise<boolean>
  startSeconds: number
  /** Asks it to end in order. */
  stopSignal: NodeJS.Signals
  stopSeconds: number
  /** Ends it at once. */
  endSignal: NodeJS.Signals
}

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

/** One process of the cluster: the same program may be started again, on the same ports and data. */
export class Child {
  readonly #program: Program
  readonly #leash: Leash
  #process: ChildProcess | undefined
  #exited: Promise<Exit> = Promise.resolve({ code: null, signal: null })

  constructor(program: Program, leash: Leash) {
    this.#program = program
    this.#leash = leash
  }

  get name(): string {
    return this.#program.name
  }

  get logFile(): string {
    return this.#program.logFile
  }

  /** Of the last start. */
  get pid(): number {
    if (!this.#process?.pid) throw new Error(`${this.name} was never started`)
    return this.#process.pid
  }

  get running(): boolean {
    const { exitCode, signalCode } = this.#process ?? { exitCode: 0, signalCode: null }
    return exitCode === null && signalCode === null
  }

  /** How the last start ended, once it has. */
  get exited(): Promise<Exit> {
    return this.#exited
  }

  /** Starts it and waits until it can be used. */
  async start() {
    this.spawn()
    await this.ready()
  }

  /** Starts it and waits for nothing. */
  spawn() {
    if (this.running) throw new Error(`${this.name} runs already`)
    const { command, env, cwd, logFile, uid, gid, endSignal } = this.#program
    const [file, ...args] = command
    const log = openSync(logFile, 'a')
    // A group of its own: the terminal's Ctrl-C is for the harness, which ends its children in its own order.
    const child = spawn(file, args, {
      cwd,
      env,
      uid,
      gid,
      detached: true,
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    if (child.pid) this.#leash.hold(child.pid, endSignal)
    this.#process = child
    this.#exited = this.#end(child)
  }

  /** Waits until it can be used; throws the end of its log when it ends instead or takes too long. */
  async ready() {
    const deadline = Date.now() + this.#program.startSeconds * 1000
    while (!(await this.#program.isReady().catch(() => false))) {
      if (!this.running) throw this.#failure('ended instead of getting ready')
      if (Date.now() > deadline) {
        throw this.#failure(`is not ready after ${this.#program.startSeconds} s`)
      }
      await delay(POLL_MS)
    }
  }

  kill(signal: NodeJS.Signals = 'SIGKILL') {
    if (this.running) process.kill(this.pid, signal)
  }

  /** Asks it to end and answers how it did; one that takes too long is ended by force, and that is an error. */
  async stop(): Promise<Exit> {
    this.kill(this.#program.stopSignal)
    const late = delay(this.#program.stopSeconds * 1000, 'late', { ref: false })
    const exit = await Promise.race([this.#exited, late])
    if (typeof exit !== 'string') return exit
    await this.destroy()
    throw this.#failure(`did not end in ${this.#program.stopSeconds} s`)
  }

  /** Ends it at once. */
  async destroy(): Promise<Exit> {
    this.kill('SIGCONT')
    this.kill(this.#program.endSignal)
    return this.#exited
  }

  /** In order, where it runs; after a crash it is a start. */
  async restart() {
    if (this.running) await this.stop()
    await this.start()
  }

  #end(child: ChildProcess): Promise<Exit> {
    const { promise, resolve } = Promise.withResolvers<Exit>()
    child.once('error', () => resolve({ code: 127, signal: null }))
    child.once('exit', (code, signal) => {
      if (child.pid) this.#leash.release(child.pid)
      resolve({ code, signal })
    })
    return promise
  }

  #failure(what: string): Error {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n')
    return new Error(
      `${this.name} ${what}. The end of ${this.logFile}:\n${lines.slice(-LOG_TAIL_LINES).join('\n')}`
    )
  }
}
