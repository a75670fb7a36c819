import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The product in a process of its own, started as `npm start` starts it. */
export class ServerUnderTest {
  private constructor(private readonly child: ChildProcess) {}

  static async start(port: number, dataDir: string): Promise<ServerUnderTest> {
    const child = spawn(process.execPath, ['--import=./bin/typescript.mjs', 'bin/server.ts'], {
      env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    })
    const ready = (async () => {
      for await (const line of createInterface({ input: child.stdout! })) {
        if (line.includes('is ready at')) return
      }
      throw new Error('The server ended before it was ready')
    })()
    await ready
    child.stdout!.resume()
    return new ServerUnderTest(child)
  }

  async stop() {
    const gone = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await gone
  }
}
