import { expect, test } from 'vitest'
import { lookupOf, originOf } from './connection.ts'

const lookedUp = (protocol: string, name: string) =>
  new Promise((resolve) =>
    lookupOf(protocol)(name, { all: true }, (error, found) => resolve(error === null ? found : error.message)),
  )

test.each([
  'https://169.254.169.254',
  'https://169.254.169.254.',
  'https://2852039166',
  'https://0xa9fea9fe',
  'https://0251.0376.0251.0376',
  'https://169.254.43518',
  'https://１６９.254.169.254',
  'https://[::ffff:169.254.169.254]',
  'https://[::ffff:a9fe:a9fe]',
  'https://[fe80::1]',
  'https://[fd00:ec2::254]',
  'https://[ff02::1]',
  'https://[::]',
  'https://0',
  'https://0.0.0.0',
  'https://224.0.0.1',
  'https://255.255.255.255',
  'https://100.100.100.200',
  'http://10.0.0.1',
  'http://manager.example',
  'http://localhost.example',
  'http://127.0.0.1.example',
  'http://[::2]',
  'ftp://localhost',
  'file:///etc/passwd',
  'https://ada:secret@manager.example',
  'https://ada@manager.example',
])('%s is the address of no manager', (url) => {
  expect(() => originOf(url)).toThrow(/manager/)
})

test.each([
  ['https://manager.example:4119', 'https://manager.example:4119'],
  ['https://10.0.0.5', 'https://10.0.0.5'],
  ['https://[fd12::5]:4119', 'https://[fd12::5]:4119'],
  ['http://localhost:4119', 'http://localhost:4119'],
  ['http://127.1:4119', 'http://127.0.0.1:4119'],
  ['http://[::1]:4119', 'http://[::1]:4119'],
])('%s may be one', (url, origin) => {
  expect(originOf(url)).toBe(origin)
})

test('a name is followed to where a manager may be, and nowhere else', async () => {
  expect(await lookedUp('http:', 'localhost')).toContainEqual({ address: '127.0.0.1', family: 4 })
  expect(await lookedUp('https:', '10.0.0.5')).toEqual([{ address: '10.0.0.5', family: 4 }])
  // What a name server answers comes through the same door as these.
  expect(await lookedUp('https:', '169.254.169.254')).toContain('leads to 169.254.169.254, where no manager may be')
  expect(await lookedUp('https:', 'fe80::1')).toContain('where no manager may be')
  expect(await lookedUp('http:', '10.0.0.5')).toContain('where no manager may be')
})
