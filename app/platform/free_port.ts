import { createServer, type AddressInfo } from 'node:net'

/** A port that nothing listens on at this moment: any, or the wanted one, and an error when that is taken. */
export async function freePort(host = '127.0.0.1', wanted = 0): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) =>
    probe.once('error', reject).listen(wanted, host, resolve)
  )
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
