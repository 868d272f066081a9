import { isIP } from 'node:net'
import { isLoopback, isNoManager } from '@latchkey/server/addresses'
import { standardLimits, uncounted, type Limits } from '@latchkey/server/limits'
import { z } from 'zod'

/** Every setting comes as text, from the command line or from a variable, and leaves here as a value. */
export const portValue = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().max(65_535))

export const switchValue = z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')

export const pathValue = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'))

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/
const isHost = (text: string): boolean => isIP(text) !== 0 || (hostName.test(text) && !/^[\d.]+$/.test(text))

const listOf = (isItem: (text: string) => boolean) =>
  z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items) => items.every(isItem))
export const hostsValue = listOf((text) => isHost(text.toLowerCase())).transform((hosts) =>
  hosts.map((host) => host.toLowerCase()),
)

export const addressesValue = listOf(isAddressOrRange)

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  // A range of nothing would be trust in everybody.
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128))
}

const webAddress = (protocols: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text))
    .transform((text) => new URL(text))
    .refine(
      (url) =>
        protocols.includes(url.protocol) &&
        url.pathname === '/' &&
        url.username + url.password + url.search + url.hash === '',
    )
    .transform((url) => url.origin)
export const publicUrlValue = webAddress(['https:'])
export const managerUrlValue = webAddress(['https:', 'http:']).refine((origin) => {
  const { protocol, hostname } = new URL(origin)
  return protocol === 'https:' ? !isNoManager(hostname) : isLoopback(hostname)
})

export const databaseUrlValue = z
  .string()
  .refine((text) => URL.canParse(text))
  .transform((text) => ({ text, url: new URL(text) }))
  // An @ behind the host: what was meant as a password was cut in two, and its first half would be looked up as a host.
  .refine(({ url: { protocol, pathname, search, hash } }) => {
    return ['postgres:', 'postgresql:'].includes(protocol) && !(pathname + search + hash).includes('@')
  })
  .transform(({ text }) => text)

const limit = `(?:${Object.keys(standardLimits).join('|')})=[1-9]\\d{0,8}`

export const rateLimitsValue = z
  .union([z.literal('off'), z.string().regex(new RegExp(`^${limit}(?:, ?${limit})*$`))])
  .transform((text): Partial<Limits> => {
    if (text === 'off') return uncounted
    const given = text.split(/, ?/).map((part) => part.split('='))
    return Object.fromEntries(given.map(([name, count]) => [name, Number(count)]))
  })

/** 0.0.0.0 and :: are no names: they mean every address of this machine. */
export const isEverywhere = (host: string): boolean => host === '0.0.0.0' || /^[0:]+$/.test(host)
