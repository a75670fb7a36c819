import { isIPv6 } from 'node:net'

/**
 * What a limit by address counts: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address of a
 * /64 has all of them.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}

function groups(text: string) {
  return text === ''
    ? []
    : text.split(':').map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
}
