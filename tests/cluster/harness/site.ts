import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Child, type Program } from './child.js'
import { Leash } from './leash.js'
import { Ports } from './ports.js'

/** Far more than anything takes: other programs may have the machine at the same time. */
const START_SECONDS = 90
const STOP_SECONDS = 30

export type NewProgram = Pick<Program, 'name' | 'command' | 'isReady'> &
  Partial<Omit<Program, 'logFile'>>

/** What one cluster has to itself: a folder, ports, and the processes that end with it. */
export class Site {
  readonly logs: string
  readonly #children: Child[] = []
  readonly #leash: Leash

  private constructor(
    readonly folder: string,
    readonly ports: Ports
  ) {
    this.logs = join(folder, 'logs')
    mkdirSync(this.logs)
    this.#leash = new Leash(folder)
  }

  static async open(): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'taskflow-cluster-'))
    chmodSync(folder, 0o711) // under root another user runs PostgreSQL in it
    return new Site(folder, await Ports.claim())
  }

  /** A program of the cluster, not started yet, with nothing of this machine's environment but what finds programs. */
  child(program: NewProgram): Child {
    const { PATH, HOME } = process.env
    const child = new Child(
      {
        cwd: this.folder,
        startSeconds: START_SECONDS,
        stopSignal: 'SIGTERM',
        stopSeconds: STOP_SECONDS,
        endSignal: 'SIGKILL',
        ...program,
        env: { PATH, HOME, TZ: 'UTC', ...program.env },
        logFile: join(this.logs, `${program.name}.log`),
      },
      this.#leash
    )
    this.#children.push(child)
    return child
  }

  folderOf(name: string): string {
    const path = join(this.folder, name)
    mkdirSync(path, { recursive: true })
    return path
  }

  /** Ends every process at once and removes everything but, where they are wanted, the logs: answers where those are. */
  async close({ keepLogs = false } = {}): Promise<string | undefined> {
    await Promise.all(this.#children.map((child) => child.destroy()))
    const kept = keepLogs ? `${this.folder}-logs` : undefined
    if (kept) await rename(this.logs, kept)
    await this.#leash.end()
    this.ports.release()
    return kept
  }
}
