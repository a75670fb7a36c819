import { createServer, type Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ApplicationService } from '@adonisjs/core/types'
import { reason, StartError } from './start_error.js'
import { settings } from './settings.js'

/** How long requests in hand may take to finish once the process ends; streams are ended with it. */
const DRAIN_SECONDS = 2.5
const IDLE_SWEEP_MS = 50

/** Opens the port for the application's routes. */
export async function listen(app: ApplicationService): Promise<Server> {
  const { host, port } = settings()
  const adonis = await app.container.make('server')
  await adonis.boot()
  const server = createServer(adonis.handle.bind(adonis))
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

/** Stops accepting, lets what is in hand finish, and after a grace ends every connection that is left. */
export async function drain(server: Server, hurry: AbortSignal) {
  const closed = new Promise((resolve) => server.close(resolve))
  // A connection that was busy when the server closed is kept alive by Node, and would be waited for.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
  const grace = delay(DRAIN_SECONDS * 1000, undefined, { signal: hurry, ref: false }).catch(
    () => undefined
  )
  await Promise.race([closed, grace])
  clearInterval(sweep)
  server.closeAllConnections()
  await closed
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
