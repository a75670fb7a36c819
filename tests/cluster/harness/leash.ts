import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('leash.mjs', import.meta.url))

/** Ends what a cluster has started when this process is gone without having done so. */
export class Leash {
  #watcher: ChildProcess

  /** `folder` is removed with the processes. */
  constructor(folder: string) {
    // A group of its own: the terminal's Ctrl-C is not for it.
    this.#watcher = spawn(process.execPath, [PROGRAM, folder], {
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    })
    this.#watcher.stdin?.on('error', () => undefined)
  }

  /** `signal` is the one that ends this process at once. */
  hold(pid: number, signal: NodeJS.Signals) {
    this.#watcher.stdin?.write(`+${pid} ${signal}\n`)
  }

  release(pid: number) {
    this.#watcher.stdin?.write(`-${pid}\n`)
  }

  /** Ends whatever is held still and removes the folder; answers when that is done. */
  async end() {
    if (this.#watcher.exitCode !== null) return
    const gone = once(this.#watcher, 'exit')
    this.#watcher.stdin?.end()
    await gone
  }
}
