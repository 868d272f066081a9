import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'

/** An empty database on the server that the tests started; only tests use it. */
export function createPostgres() {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) throw new Error('TEST_DATABASE_URL is not set, and the test set-up started no PostgreSQL.')
  const name = `latchkey_${randomBytes(6).toString('hex')}`
  execFileSync('createdb', ['--maintenance-db', server, name])
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    dispose: () => void execFileSync('dropdb', ['--force', '--maintenance-db', server, name]),
  }
}
