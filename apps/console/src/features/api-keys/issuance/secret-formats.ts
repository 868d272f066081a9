interface SecretSource {
  readonly secret: string
  readonly keyName: string
  readonly apiKeyID: number
}

export interface SecretFormat {
  readonly id: string
  readonly name: string
  readonly extension: string
  readonly text: (source: SecretSource) => string
}

const variable = 'API_SECRET_KEY'

// In single quotes a shell, and PowerShell, leave everything alone but the quote itself.
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
const powerShellQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The secret as the tool wants it that will use it. */
export const secretFormats: readonly SecretFormat[] = [
  { id: 'plain', name: 'Plain', extension: 'txt', text: ({ secret }) => secret },
  { id: 'env', name: '.env', extension: 'env', text: ({ secret }) => `${variable}=${envQuoted(secret)}\n` },
  {
    id: 'json',
    name: 'JSON',
    extension: 'json',
    text: ({ secret, keyName, apiKeyID }) =>
      `${JSON.stringify({ keyName, ID: apiKeyID, secretKey: secret }, null, 2)}\n`,
  },
  { id: 'curl', name: 'curl', extension: 'header', text: ({ secret }) => `api-secret-key: ${secret}\n` },
  {
    id: 'powershell',
    name: 'PowerShell',
    extension: 'ps1',
    text: ({ secret }) => `$env:${variable} = ${powerShellQuoted(secret)}\n`,
  },
  {
    id: 'properties',
    name: 'SDK',
    extension: 'properties',
    text: ({ secret }) => `secretkey=${propertyText(secret)}\n`,
  },
  {
    id: 'vault',
    name: 'Vault',
    extension: 'sh',
    // By standard input: an argument could be read by everyone on the machine.
    text: ({ secret, keyName }) =>
      `vault kv put -mount=secret ${shellQuoted(`latchkey/${resourceName(keyName)}`)} - <<'END'\n${JSON.stringify({ 'api-secret-key': secret })}\nEND\n`,
  },
  {
    id: 'kubernetes',
    name: 'Kubernetes',
    extension: 'yaml',
    text: ({ secret, keyName }) =>
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${resourceName(keyName)}\ntype: Opaque\nstringData:\n  api-secret-key: ${JSON.stringify(secret)}\n`,
  },
]

// Single quotes keep everything; a secret that has one itself goes into double quotes.
const envQuoted = (text: string): string => (text.includes("'") ? JSON.stringify(text) : `'${text}'`)

const propertyText = (text: string): string => text.replaceAll(/[\\:=#!]/g, (sign) => `\\${sign}`)

/** As Kubernetes wants names: lower case, digits and hyphens. */
export function resourceName(keyName: string): string {
  const name = keyName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '')
  return name || 'api-key'
}

/** Named after the key, never after the secret. */
export const fileNameFor = (keyName: string, { extension }: SecretFormat): string =>
  `${
    keyName
      .replaceAll(/[\p{C}\\/:*?"<>|]+/gu, '-')
      .replaceAll(/^[.\s]+|[.\s]+$/g, '')
      .slice(0, 100) || 'api-key'
  }.${extension}`
