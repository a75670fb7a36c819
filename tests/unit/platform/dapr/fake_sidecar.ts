import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getActiveTest } from '@japa/runner'

export interface SidecarRequest {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingMessage['headers']
  /** Parsed JSON; undefined without a body. */
  body: any
}

/** Null is never answered. */
export type FakeAnswer = { status: number; body?: unknown } | null

/** A sidecar that answers as it is told, for what a real one cannot be made to do; gone when the test ends. */
export async function fakeSidecar(answer: (request: SidecarRequest) => FakeAnswer) {
  const requests: SidecarRequest[] = []
  const server = createServer(async (incoming, response) => {
    const request = await requestOf(incoming)
    requests.push(request)
    respond(response, answer(request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  getActiveTest()?.cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port: httpPort } = server.address() as AddressInfo
  return { httpPort, requests }
}

async function requestOf(incoming: IncomingMessage): Promise<SidecarRequest> {
  const chunks: Buffer[] = await incoming.toArray()
  const text = Buffer.concat(chunks).toString()
  const { method = '', url = '', headers } = incoming
  return { method, url, headers, body: text === '' ? undefined : JSON.parse(text) }
}

function respond(response: ServerResponse, answer: FakeAnswer) {
  if (answer === null) return
  response.statusCode = answer.status
  const { body } = answer
  response.end(body === undefined || typeof body === 'string' ? body : JSON.stringify(body))
}
