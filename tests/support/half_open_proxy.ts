import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { getActiveTest } from '@japa/runner'

/**
 * A TCP proxy whose connections can be left half open: nobody closes anything, and nothing is passed on any more, as when
 * the network between two machines is cut.
 */
export class HalfOpenProxy {
  #sockets = new Set<Socket>()
  #cut = false
  #server = createServer((near) => {
    if (this.#cut) return void this.#sockets.add(near)
    const far = connect(this.#target)
    for (const socket of [near, far]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
    }
    near.on('data', (bytes) => !this.#cut && far.write(bytes))
    far.on('data', (bytes) => !this.#cut && near.write(bytes))
    near.on('close', () => !this.#cut && far.destroy())
    far.on('close', () => !this.#cut && near.destroy())
  })
  #target: { host: string; port: number }

  private constructor(target: { host: string; port: number }) {
    this.#target = target
  }

  /** In front of a connection string's server; answers the string that goes through the proxy. */
  static async before(connectionString: string) {
    const url = new URL(connectionString)
    const proxy = new HalfOpenProxy({ host: url.hostname, port: Number(url.port) })
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    getActiveTest()?.cleanup(() => proxy.end())
    url.port = String((proxy.#server.address() as AddressInfo).port)
    return { proxy, connectionString: url.href }
  }

  cut() {
    this.#cut = true
  }

  /** New connections get through again; those that were cut stay so. */
  heal() {
    this.#cut = false
  }

  end() {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
  }
}
