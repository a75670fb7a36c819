import { Agent, request } from 'node:http'

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: () => string
}

/** Keep-alive connections to the server under test, so many and no more. */
export class HttpClient {
  readonly #agent: Agent

  constructor(
    private readonly port: number,
    connections: number
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: this.port,
          agent: this.#agent,
          method,
          path,
          headers: {
            ...headers,
            ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              // Decoded only where it is read: the client should cost the two cores as little as it can.
              text: () => Buffer.concat(chunks).toString(),
            })
          )
        }
      )
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The server closed an idle connection at the moment in which it was taken again: nobody has seen the request.
        if (outgoing.reusedSocket && error.code === 'ECONNRESET') {
          this.send(method, path, headers, body).then(resolve, reject)
        } else reject(error)
      })
      outgoing.end(body)
    })
  }

  close() {
    this.#agent.destroy()
  }
}
