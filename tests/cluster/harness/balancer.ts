import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Backend } from './backend.js'

const HOST = '127.0.0.1'

/** Headers that are about one connection only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding']

/** What went through the balancer since it started. */
export interface Traffic {
  requests: number
  /** Sent to another backend, because the first one refused the connection. */
  retried: number
  /** Answered 502 or 503 by the balancer, or cut off in the middle of the answer. */
  failures: string[]
  /** Answered by a backend with 500 or more. */
  serverErrors: number
}

/**
 * A balancer as an ingress would be: it sends requests to those backends, in turn, whose `/health/ready` answers 200.
 * A request is sent a second time only where the first connection was refused, so that nothing is done twice.
 */
export class Balancer {
  readonly traffic: Traffic = { requests: 0, retried: 0, failures: [], serverErrors: 0 }
  readonly #backends: Backend[] = []
  readonly #server: Server
  readonly #upgraded = new Set<Socket>()
  #turn = 0

  private constructor(readonly port: number) {
    this.#server = createServer((incoming, outgoing) => {
      this.traffic.requests++
      this.#forward(incoming, outgoing, this.#inTurn())
    })
    this.#server.on('upgrade', (incoming, socket: Socket, head: Buffer) =>
      this.#upgrade(incoming, socket, head)
    )
    // A client's connection outlives every backend.
    this.#server.keepAliveTimeout = 60_000
  }

  static async start(port: number): Promise<Balancer> {
    const balancer = new Balancer(port)
    balancer.#server.listen(port, HOST)
    await once(balancer.#server, 'listening')
    return balancer
  }

  /** Sends requests to this port too, whenever it is ready. */
  add(port: number) {
    this.#backends.push(new Backend(port))
  }

  get url(): string {
    return `http://${HOST}:${this.port}`
  }

  /** Ports of the backends that get requests now. */
  get readyPorts(): number[] {
    return this.#backends.filter(({ ready }) => ready).map(({ port }) => port)
  }

  async close() {
    for (const backend of this.#backends) backend.close()
    for (const socket of this.#upgraded) socket.destroy()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** The ready ones, the next in turn first. */
  #inTurn(): Backend[] {
    const ready = this.#backends.filter((backend) => backend.ready)
    const first = this.#turn++ % Math.max(ready.length, 1)
    return [...ready.slice(first), ...ready.slice(0, first)]
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse, candidates: Backend[]) {
    const [backend, ...others] = candidates
    if (!backend) return this.#fail(incoming, outgoing, 503, 'no backend is ready')
    const sent = this.#request(incoming, backend)
    sent.once('response', (answer) => this.#answer(incoming, outgoing, answer))
    sent.once('error', (error: NodeJS.ErrnoException) => {
      if (outgoing.headersSent || outgoing.destroyed) return
      if (error.code !== 'ECONNREFUSED') return this.#fail(incoming, outgoing, 502, error.message)
      this.traffic.retried++
      this.#forward(incoming, outgoing, others)
    })
    outgoing.once('close', () => sent.destroy())
    whenConnected(sent, () => incoming.pipe(sent))
  }

  #request({ method, url, headers, rawHeaders }: IncomingMessage, { port, agent }: Backend) {
    const dropped = new Set([...HOP_BY_HOP, ...listOf(headers.connection)])
    const kept = pairs(rawHeaders).filter(([name]) => !dropped.has(name.toLowerCase()))
    return request({ host: HOST, port, agent, method, path: url, headers: kept.flat() })
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse, answer: IncomingMessage) {
    const status = answer.statusCode ?? 502
    if (status >= 500) this.traffic.serverErrors++
    const kept = pairs(answer.rawHeaders).filter(
      ([name]) => !HOP_BY_HOP.includes(name.toLowerCase())
    )
    outgoing.writeHead(status, answer.statusMessage, kept.flat())
    answer.once('aborted', () => {
      if (outgoing.destroyed) return
      this.#note(incoming, 'the answer was cut off')
      outgoing.destroy()
    })
    answer.pipe(outgoing)
  }

  #upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer) {
    const [backend] = this.#inTurn()
    if (!backend) return socket.destroy()
    this.#upgraded.add(socket)
    socket.once('close', () => this.#upgraded.delete(socket))
    const { method, url, rawHeaders } = incoming
    const sent = request({
      host: HOST,
      port: backend.port,
      agent: false,
      method,
      path: url,
      headers: rawHeaders,
    })
    sent.once('upgrade', (answer, other) => {
      const lines = pairs(answer.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`)
      other.write(head)
      other.pipe(socket).pipe(other)
      for (const [one, peer] of [[socket, other] as const, [other, socket] as const]) {
        one.on('error', () => undefined).once('close', () => peer.destroy())
      }
    })
    sent.once('response', () => socket.destroy()).once('error', () => socket.destroy())
    sent.end()
  }

  #fail(incoming: IncomingMessage, outgoing: ServerResponse, status: number, why: string) {
    this.#note(incoming, why)
    incoming.resume()
    outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(`${why}\n`)
  }

  #note({ method, url }: IncomingMessage, why: string) {
    this.traffic.failures.push(`${method} ${url}: ${why}`)
  }
}

/** Nothing of a body is read before there is a connection, so that a refused request can be sent elsewhere. */
function whenConnected(sent: ClientRequest, then: () => void) {
  sent.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', then)
    else then()
  })
}

function pairs(rawHeaders: string[]): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? '',
    rawHeaders[index * 2 + 1] ?? '',
  ])
}

function listOf(header: string | undefined): string[] {
  return (header ?? '').split(',').map((name) => name.trim().toLowerCase())
}
