import { BlockList, isIP, isIPv6 } from 'node:net'

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** Whether an address is one of those named, each as itself or as a range such as 10.0.0.0/8. */
export function isAmong(named: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const one of named) {
    const [address = '', bits] = one.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address))
}

const isLoopbackAddress = isAmong(['127.0.0.0/8', '::1'])

/** For a host name, an address, or one as it stands in a URL. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || isLoopbackAddress(bare)
}
