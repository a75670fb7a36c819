import { BlockList, isIP } from 'node:net'

/** Networks that go by a name, as in the express and nginx worlds. */
const NAMED: Record<string, string[]> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/** Reads TRUST_PROXY; undefined when some part of it is neither an address, a network nor a known name. */
export function trustedProxies(text: string): boolean | ((address: string) => boolean) | undefined {
  if (text === 'true' || text === 'false') return text === 'true'
  const list = new BlockList()
  const networks = text.split(',').flatMap((part) => NAMED[part.trim()] ?? [part.trim()])
  if (!networks.every((network) => add(list, network))) return undefined
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function add(list: BlockList, network: string): boolean {
  const [address = '', bits, more] = network.split('/')
  const family = isIP(address)
  const width = family === 6 ? 128 : 32
  const prefix = bits === undefined ? width : Number(bits)
  if (
    !family ||
    more !== undefined ||
    bits === '' ||
    !Number.isInteger(prefix) ||
    prefix < 0 ||
    prefix > width
  ) {
    return false
  }
  list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
  return true
}
