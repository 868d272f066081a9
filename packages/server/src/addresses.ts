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

// Of one link, of a cloud's own services, of no host, or of many at once.
const isNoHost = isAmong([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200',
  '224.0.0.0/3',
  '::',
  'fe80::/10',
  'fd00:ec2::254',
  'ff00::/8',
])

/** Where no manager is, and where somebody who may name one could reach what is meant for this machine alone. */
export const isNoManager = (host: string): boolean => isNoHost(host.replace(/^\[|\]$/g, ''))

/** For a host name, an address, or one as it stands in a URL. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || isLoopbackAddress(bare)
}
