import { expect, test } from 'vitest'
import { commandOn, readSettings } from './settings.ts'

const url = 'postgres://latchkey@db/latchkey?password=hunter2'

test('a password behind the address is one too: no flag takes it, and no command that is printed repeats it', () => {
  expect(() => readSettings({ databaseUrl: url }, {})).toThrow(/^--database-url holds a password/)
  const { databaseUrl } = readSettings({}, { LATCHKEY_DATABASE_URL: url })
  expect(databaseUrl).toBe(url)
  expect(commandOn({ data: '/d', databaseUrl: url }, 'start')).toMatch(/ start --data \/d$/)
})
