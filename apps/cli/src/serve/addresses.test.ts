import { describe, expect, test } from 'vitest'
import { addressesOf, innerManagerUrl } from './addresses.ts'

const local = { host: ['localhost'], tls: false, publicUrl: undefined }

describe('addresses', () => {
  test('on loopback are the three names with the port', () => {
    const { hosts, origins, console: consoleAt, cookieName } = addressesOf(local)
    expect(hosts(4120)).toEqual(['localhost:4120', '127.0.0.1:4120', '[::1]:4120'])
    expect(origins(4120)).toEqual(['http://localhost:4120', 'http://127.0.0.1:4120', 'http://[::1]:4120'])
    expect(consoleAt(4120)).toBe('http://localhost:4120')
    expect(cookieName(4120)).toBe('__Host-Http-latchkey')
    expect(cookieName(4220)).toBe('__Host-Http-latchkey-4220')
  })

  test('behind a proxy are the public ones', () => {
    const {
      origins,
      hosts,
      console: consoleAt,
      cookieName,
    } = addressesOf({ ...local, publicUrl: 'https://keys.example' })
    expect(consoleAt(4120)).toBe('https://keys.example')
    expect(origins(4120)).toEqual(['https://keys.example'])
    expect(hosts(4120)).toContain('keys.example')
    expect(cookieName(4999)).toBe('__Host-Http-latchkey')
  })

  test('with TLS on every address are the names that people use, never 0.0.0.0', () => {
    const { hosts, console: consoleAt } = addressesOf({
      host: ['0.0.0.0', 'box.example'],
      tls: true,
      publicUrl: undefined,
    })
    expect(consoleAt(443)).toBe('https://box.example')
    expect(hosts(443)).toContain('box.example')
    expect(hosts(443).join(' ')).not.toContain('0.0.0.0')
  })

  test('inside go the nearest way', () => {
    expect(innerManagerUrl(local, 4119)).toBe('http://127.0.0.1:4119')
    expect(innerManagerUrl({ ...local, host: ['0.0.0.0'], tls: true }, 4119)).toBe('https://127.0.0.1:4119')
    expect(innerManagerUrl({ ...local, host: ['10.0.0.5'], tls: true }, 4119)).toBe('https://10.0.0.5:4119')
    expect(innerManagerUrl({ ...local, host: ['::1'] }, 4119)).toBe('http://[::1]:4119')
  })
})
