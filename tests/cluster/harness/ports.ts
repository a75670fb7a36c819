import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { freePort } from '#app/platform/free_port'

const HOST = '127.0.0.1'
const FIRST = 10_000
/** A client's own socket may be given a port from here on, before a program that is restarted has it back. */
const END = 32_768
const BLOCK = 64
const ATTEMPTS = 100

/** A block of port numbers that no other cluster of this machine takes from, as long as this process lives. */
export class Ports {
  #next: number
  #claim: Server

  private constructor(base: number, claim: Server) {
    this.#next = base + 1
    this.#claim = claim
  }

  /** The first port of a block is listened on, and so says that the block is taken. */
  static async claim(): Promise<Ports> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const base = FIRST + BLOCK * randomInt(Math.floor((END - FIRST) / BLOCK))
      const claim = await listening(base)
      if (claim) return new Ports(base, claim)
    }
    throw new Error(`No block of ${BLOCK} ports is free between ${FIRST} and ${END}.`)
  }

  /** A port of the block that nothing listens on. */
  async take(): Promise<number> {
    const port = this.#next++
    if (port % BLOCK === FIRST % BLOCK) throw new Error(`A cluster has ${BLOCK} ports at most.`)
    return freePort(HOST, port).catch(() => this.take())
  }

  release() {
    this.#claim.close()
  }
}

async function listening(port: number): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy())
  const { promise, resolve } = Promise.withResolvers<Server | undefined>()
  server.once('error', () => resolve(undefined))
  server.listen(port, HOST, () => resolve(server))
  server.unref()
  return promise
}
