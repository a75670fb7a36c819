import { createServer, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ApplicationService } from '@adonisjs/core/types'
import { followersKnow } from './followers.js'
import { phase } from './lifecycle.js'
import { reason, StartError } from './start_error.js'
import { settings } from './settings.js'

/** How long requests in hand may take to finish once the process ends; streams are ended with it. */
const DRAIN_MS = 7000
/** How long a connection may take to bring the head of a request that it has begun. */
const ARRIVAL_MS = 1000
const SWEEP_MS = 50

/** The answers to what is in hand. */
const inHand = new Set<ServerResponse>()

/** Opens the port for the application's routes. */
export async function listen(app: ApplicationService): Promise<Server> {
  const { host, port } = settings()
  const adonis = await app.container.make('server')
  await adonis.boot()
  const server = createServer((request, response) => {
    inHand.add(response)
    response.once('close', () => inHand.delete(response))
    if (phase() === 'draining') endAfter(response)
    return adonis.handle(request, response)
  })
  adonis.setNodeServer(server)
  try {
    await new Promise<void>((resolve, reject) =>
      server.once('error', reject).listen(port, host, resolve)
    )
  } catch (error) {
    throw new StartError(cannotListen(host, port, error))
  }
  const emitter = await app.container.make('emitter')
  void emitter.emit('http:server_ready', { host, port, duration: [0, 0] })
  return server
}

/**
 * Tells who follows readiness, stops accepting, lets what is in hand finish, and after a grace ends every connection
 * that is left.
 */
export async function drain(server: Server, hurry: AbortSignal) {
  inHand.forEach(endAfter)
  await followersKnow(hurry)
  let open = true
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  void closed.then(() => (open = false))
  const startMs = performance.now()
  let lastInHandMs = startMs
  while (open && !hurry.aborted) {
    // A connection that was busy when the server closed is kept alive by Node, and would be waited for.
    server.closeIdleConnections()
    const nowMs = performance.now()
    if (inHand.size > 0) lastInHandMs = nowMs
    if (nowMs - lastInHandMs > ARRIVAL_MS || nowMs - startMs > DRAIN_MS) break
    await delay(SWEEP_MS)
  }
  server.closeAllConnections()
  await closed
}

/** A client that keeps its connection would send the next request to a process that is gone. */
function endAfter(response: ServerResponse) {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

function cannotListen(host: string, port: number, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken by another program: end that one, or set PORT to another number.`
  }
  if (code === 'EACCES') {
    return `Port ${port} is reserved for root: set PORT to a number from 1024 on.`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST is ${host}, which is no address of this machine: use 127.0.0.1, or 0.0.0.0 for every interface.`
  }
  return `The server cannot listen on ${host}, port ${port}: ${reason(error)}`
}
