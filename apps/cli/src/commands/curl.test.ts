import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildProduct, buildTimeoutMs, createPlace, password } from '../process-for-tests.ts'

beforeAll(buildProduct, buildTimeoutMs)
let place: ReturnType<typeof createPlace>
let manager: string
beforeEach(async () => {
  place = createPlace()
  await place.init('chief operator')
  await place.run(['certificate', '--data', place.data])
  manager = (await place.start(['--tls'])).ready.manager
})
afterEach(() => place.dispose())

/** Over https, and trusting the private authority alone. */
const shell = (script: string): string =>
  execFileSync('bash', ['-ec', script], {
    cwd: place.folder,
    timeout: 30_000,
    env: {
      PATH: process.env['PATH'],
      HOME: place.folder,
      MANAGER: manager,
      USER_NAME: 'chief operator',
      PASSWORD: password,
      CURL_CA_BUNDLE: join(place.data, 'tls/ca.pem'),
    },
  }).toString()

// As a reader would: one block after the other in the same shell, which stops at the first that fails.
test('the commands of our guide run as they stand', () => {
  const guide = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8')
  const blocks = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block)
  expect(blocks.length).toBeGreaterThan(8)
  const said = shell(blocks.join('\n'))
  expect(said.match(/"keyName":"bootstrap"/g)).toHaveLength(3)
  expect(said).toContain('"description":"Made by the guide"')
  expect(readFileSync(join(place.folder, 'roles.json'), 'utf8')).toContain('Full Access')
})

// Scripts in the wild pick what they need out of the text, and carry it on without quotes.
const script = `
set -eu
field() { sed -E "s/.*\\"$1\\":\\"?([^,\\"}]*).*/\\1/"; }
rid=$(curl -sSf -c jar -X POST $MANAGER/api/sessions -H 'Content-Type: application/json' -H 'api-version: v1' \\
  -d '{"userName":"chief operator","password":"${password}"}' | field RID)
created=$(curl -sSf -b jar -X POST $MANAGER/api/apikeys -H 'rID: '$rid -H 'api-version: v1' -H 'Content-Type: application/json' \\
  -d '{"keyName":"bootstrap","roleID":1,"locale":"en-US","timeZone":"America/New_York"}')
secret=$(echo "$created" | field secretKey)
ID=$(echo "$created" | field ID)
curl -sSf $MANAGER/api/apikeys/current -H "api-secret-key: $secret" -H 'api-version: v1' | field keyName
echo
curl -sS -o gone -w '%{http_code} %{content_type}\\n' $MANAGER/api/apikeys/999999 -H "api-secret-key: $secret" -H 'api-version: v1'
curl -sSf -X DELETE $MANAGER/api/apikeys/$ID -b jar -H 'rID: '$rid -H 'api-version: v1' -w '%{http_code}\\n'
curl -sSf -X DELETE $MANAGER/api/sessions/current -b jar -H 'rID: '$rid -H 'api-version: v1' -w '%{http_code}\\n'
sID=$(curl -sSf -X POST $MANAGER/rest/authentication/login/primary -H 'Content-Type: application/json' \\
  -d '{"dsCredentials":{"userName":"chief operator","password":"${password}"}}')
curl -sSf $MANAGER/api/roles -H "Cookie: sID=$sID" -o roles -w '%{http_code}\\n'
curl -sSf -X DELETE "$MANAGER/rest/authentication/logout?sID=$sID" -o ended -w '%{http_code}\\n'
`

test("the commands of the vendor's guide run, and read what they look for", () => {
  expect(shell(script).split('\n').filter(Boolean)).toEqual([
    'bootstrap',
    '404 application/json',
    '204',
    '204',
    '200',
    '200',
  ])
})
