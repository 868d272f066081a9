import { expect, test } from 'vitest'
import { openWay } from './stores.ts'

test.each([
  ['db.example', 'postgres://latchkey:secret@db.example/latchkey'],
  ['10.0.0.5', 'postgres://latchkey:secret@10.0.0.5:5433/latchkey?sslmode=disable'],
  ['db.example', 'postgres://db.example/latchkey?sslmode=no-verify'],
  ['db.example', 'postgres:///latchkey?host=db.example'],
])('a PostgreSQL at %s is told to be reached in the open', (host, databaseUrl) => {
  const told = openWay({ databaseUrl })
  expect(told).toContain(`The way to PostgreSQL at ${host} is not protected`)
  expect(told).not.toContain('secret')
})

test.each([
  [undefined],
  ['postgres://localhost/latchkey'],
  ['postgres://[::1]:5432/latchkey'],
  ['postgres:///latchkey?host=/var/run/postgresql'],
  ['postgres://db.example/latchkey?sslmode=verify-full&sslrootcert=ca.pem'],
])('of %s nothing is said', (databaseUrl) => {
  expect(openWay({ databaseUrl })).toBeUndefined()
})
