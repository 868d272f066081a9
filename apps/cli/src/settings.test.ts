import { describe, expect, test } from 'vitest'
import { allSettings, variableOf, type SettingName } from './setting-table.ts'
import { readSettings, refuseWrongStart } from './settings.ts'

const messageOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'nothing was refused'
}

const wrongValues = [
  ['port', '70000'],
  ['port', 'abc'],
  ['port', '-1'],
  ['port', ''],
  ['managerPort', '1.5'],
  ['data', ''],
  ['demo', 'yes'],
  ['managerUrl', 'http://manager.example'],
  ['managerUrl', 'https://manager.example/path'],
  ['managerUrl', 'https://0xa9fea9fe'],
  ['managerUrl', 'manager'],
  ['managerCa', ''],
  ['apiKeyFile', ''],
  ['output', 'yaml'],
  ['databaseUrl', 'mysql://localhost/x'],
  ['databaseUrl', 'file.sqlite'],
  ['databaseUrl', 'postgres://me:12@34/56@db/latchkey'],
  ['host', 'not a host'],
  ['host', '999.1.1.1'],
  ['host', 'a,,b'],
  ['tls', 'on'],
  ['publicUrl', 'http://keys.example'],
  ['publicUrl', 'https://keys.example/console'],
  ['publicUrl', 'https://user@keys.example'],
  ['trustProxy', 'everyone'],
  ['trustProxy', '0.0.0.0/0'],
  ['trustProxy', '10.0.0.1/33'],
  ['consoleAddress', 'everyone'],
  ['rateLimits', 'key=0'],
  ['rateLimits', 'key'],
  ['rateLimits', 'keys=1'],
  ['rateLimits', 'off,key=1'],
  ['profile', 'demo'],
  ['readyFile', ''],
  ['logFile', ''],
  ['admin', ''],
  ['passwordFile', ''],
  ['keyFile', ''],
  ['anchorFile', ''],
  ['metricsPort', '65536'],
  ['replace', 'maybe'],
] as const satisfies readonly (readonly [SettingName, string])[]

describe('a wrong value', () => {
  test('is tried for every setting', () => {
    expect(new Set(wrongValues.map(([name]) => name))).toEqual(new Set(allSettings().map(([name]) => name)))
  })

  test.each(wrongValues)(
    '%s = "%s" is refused in one sentence with the flag, or the variable, and what is allowed',
    (name, value) => {
      const definition = Object.fromEntries(allSettings())[name]
      if (definition === undefined) throw new Error('no such setting')
      const byFlag = messageOf(() => readSettings({ [name]: value }, {}))
      expect(byFlag).toContain(`--${definition.flag} is`)
      expect(byFlag).toContain(`but must be ${definition.allowed}.`)
      expect(byFlag).not.toContain('\n')
      expect(messageOf(() => readSettings({}, { [variableOf(definition)]: value }))).toContain(
        `${variableOf(definition)} is`,
      )
    },
  )

  test('with control characters cannot act on the terminal', () => {
    expect(messageOf(() => readSettings({ port: '\u001b[2J' }, {}))).toContain('"?[2J"')
  })
})

describe('settings', () => {
  test('have the documented defaults', () => {
    expect(readSettings({}, { XDG_DATA_HOME: '/home/a/data' })).toMatchObject({
      port: 4120,
      managerPort: 4119,
      host: ['localhost'],
      tls: false,
      profile: 'full',
      dataFolder: '/home/a/data/latchkey',
    })
  })

  test('come from the flag before the variable', () => {
    expect(readSettings({ port: '1' }, { LATCHKEY_PORT: '2' }).port).toBe(1)
    expect(readSettings({}, { LATCHKEY_PORT: '2', LATCHKEY_DEMO: '1' })).toMatchObject({ port: 2, demo: true })
  })

  test('take a database URL, which may hold a password, out of the environment', () => {
    const environment = { LATCHKEY_DATABASE_URL: 'postgres://latchkey:hunter2@host/latchkey', LATCHKEY_PORT: '2' }
    expect(readSettings({}, environment).databaseUrl).toContain('hunter2')
    expect(environment).toEqual({ LATCHKEY_PORT: '2' })
  })

  test('keep a demo beside the real data', () => {
    expect(readSettings({ data: '/d/latchkey', demo: true }, {})).toMatchObject({
      data: '/d/latchkey',
      dataFolder: '/d/latchkey-demo',
    })
  })

  test('read limits over the standard ones', () => {
    expect(readSettings({ rateLimits: 'key=7, sign-ins=100' }, {}).rateLimits).toEqual({ key: 7, 'sign-ins': 100 })
    expect(readSettings({ rateLimits: 'off' }, {}).rateLimits).toEqual({
      key: Infinity,
      tenant: Infinity,
      node: Infinity,
    })
  })

  test('do not take an unknown variable', () => {
    expect(messageOf(() => readSettings({}, { LATCHKEY_PROT: '1' }))).toMatch(
      /^LATCHKEY_PROT is no setting; known are LATCHKEY_PORT, /,
    )
  })

  test('do not take a password where every user of the machine can read it, and repeat none', () => {
    const url = 'postgres://latchkey:hunter2@db/latchkey'
    const message = messageOf(() => readSettings({ databaseUrl: url }, {}))
    expect(message).toContain('LATCHKEY_DATABASE_URL')
    expect(message).not.toContain('hunter2')
    expect(readSettings({}, { LATCHKEY_DATABASE_URL: url }).databaseUrl).toBe(url)
    expect(messageOf(() => readSettings({}, { LATCHKEY_DATABASE_URL: 'http://a:hunter2@db' }))).not.toContain('hunter2')
  })
})

describe('a start is refused', () => {
  test.each([
    [
      'another address without TLS',
      { host: '10.0.0.1', data: '/d' },
      'certificate --host 10.0.0.1 --data /d" and then',
    ],
    [
      'every address, which is no name,',
      { host: '0.0.0.0', data: "/it's" },
      `start --host 0.0.0.0,NAME --tls --data '/it'\\''s'"`,
    ],
    ['a public address without its proxy', { publicUrl: 'https://keys.example' }, '--public-url needs --trust-proxy'],
    ['a proxy without a public address', { trustProxy: '10.0.0.1' }, '--trust-proxy needs --public-url'],
    ['a demo for other machines', { demo: true, host: '10.0.0.1', tls: true }, '--demo is for this machine only'],
    ['a demo on a real database', { demo: true, databaseUrl: 'postgres://db/x' }, '--demo keeps its data'],
    [
      'a demo of another manager',
      { demo: true, managerUrl: 'https://manager.example' },
      '--demo fills a manager of its own',
    ],
    ['an authority without its manager', { managerCa: 'ca.pem' }, '--manager-ca is only for'],
    ['one port for both', { port: '5000', managerPort: '5000' }, 'two different ports'],
    ['one port for figures too', { port: '5000', metricsPort: '5000' }, '--metrics-port is 5000 as another port'],
    ['the usual port for figures', { metricsPort: '4119' }, '--metrics-port is 4119 as another port'],
  ] as const)('%s', (_, flags, sentence) => {
    expect(messageOf(() => refuseWrongStart(readSettings(flags, {})))).toContain(sentence)
  })

  test.each([
    ['another address with TLS', { host: '0.0.0.0', tls: true }],
    [
      'another address behind a proxy',
      { host: '0.0.0.0', publicUrl: 'https://keys.example', trustProxy: '10.0.0.0/8' },
    ],
    ['the port of a manager that is not started', { managerUrl: 'https://manager.example', metricsPort: '4119' }],
    ['loopback', { host: '127.0.0.1,::1' }],
  ] as const)('but not %s', (_, flags) => {
    expect(messageOf(() => refuseWrongStart(readSettings(flags, {})))).toBe('nothing was refused')
  })
})
