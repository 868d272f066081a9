import { expect, test } from 'vitest'
import { commandOn, readSettings } from './settings.ts'

const url = 'postgres://latchkey@db/latchkey?password=hunter2'

test('a password behind the address is one too: no flag takes it, and no command that is printed repeats it', () => {
  expect(() => readSettings({ databaseUrl: url }, {})).toThrow(/^--database-url holds a password/)
  const { databaseUrl } = readSettings({}, { LATCHKEY_DATABASE_URL: url })
  expect(databaseUrl).toBe(url)
  expect(commandOn({ data: '/d', databaseUrl: url }, 'start')).toMatch(/ start --data \/d$/)
})

test.each(['hunter@2/x', 'hunter@2#x', 'hunter@2?x', '12/hunter@2', 'hunter/2'])(
  'a password such as %s, of which an address would make something else, is refused without a piece of it',
  (password) => {
    const read = () => readSettings({}, { LATCHKEY_DATABASE_URL: `postgres://latchkey:${password}@db/latchkey` })
    expect(read).toThrow(/^LATCHKEY_DATABASE_URL is not usable, .* @ is %40/)
    expect(read).not.toThrow(/hunter/)
  },
)

test('one with an @ alone, or with everything as it should be, is taken', () => {
  for (const password of ['hunter@2', 'hunter%402%2Fx'])
    expect(
      readSettings({}, { LATCHKEY_DATABASE_URL: `postgres://latchkey:${password}@db/latchkey` }).databaseUrl,
    ).toContain(password)
})

test.each(['https://', 'HTTPS://', ' https://', 'https:', 'ftp://', 'https://\n'])(
  'the address of a manager that begins with %j is not repeated with a password in it',
  (begin) => {
    const read = () => readSettings({ managerUrl: `${begin}me:hunter\n2@manager.example` }, {})
    expect(read).toThrow(/^--manager-url is ".*…@manager\.example", but must be/)
    expect(read).not.toThrow(/hunter/)
  },
)
