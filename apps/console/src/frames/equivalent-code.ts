/** A change as the manager's API takes it. */
export interface ApiChange {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
}

export interface CodeSample {
  readonly id: string
  readonly name: string
  readonly text: string
}

/** What was clicked, as code. It reads the address and the secret from the environment: neither is ever in it. */
export function equivalentCode(change: ApiChange): readonly CodeSample[] {
  return [
    { id: 'curl', name: 'curl', text: curl(change) },
    { id: 'python', name: 'Python', text: python(change) },
    { id: 'javascript', name: 'JavaScript', text: javaScript(change) },
  ]
}

// In single quotes a shell leaves everything alone but the quote itself.
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function curl({ method, path, body }: ApiChange): string {
  return [
    `curl -X ${method} "$MANAGER/api${path}"`,
    `-H "api-secret-key: $API_SECRET_KEY"`,
    `-H 'api-version: v1'`,
    ...(body ? [`-H 'content-type: application/json'`, `-d ${shellQuoted(JSON.stringify(body))}`] : []),
  ].join(' \\\n  ')
}

function python({ method, path, body }: ApiChange): string {
  return `import json, os, urllib.request

request = urllib.request.Request(
    os.environ["MANAGER"] + "/api${path}",
    method="${method}",
    headers={
        "api-secret-key": os.environ["API_SECRET_KEY"],
        "api-version": "v1",
        "content-type": "application/json",
    },${body ? `\n    data=json.dumps(${pythonOf(body)}).encode(),` : ''}
)
with urllib.request.urlopen(request) as answer:
    print(answer.read().decode())`
}

const pythonOf = (body: Readonly<Record<string, unknown>>): string =>
  `{${Object.entries(body)
    .map(([name, value]) => {
      const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value)
      return `"${name}": ${text}`
    })
    .join(', ')}}`

function javaScript({ method, path, body }: ApiChange): string {
  return `const { MANAGER, API_SECRET_KEY } = process.env
const answer = await fetch(\`\${MANAGER}/api${path}\`, {
  method: '${method}',
  headers: {
    'api-secret-key': API_SECRET_KEY,
    'api-version': 'v1',
    'content-type': 'application/json',
  },${body ? `\n  body: JSON.stringify(${JSON.stringify(body)}),` : ''}
})
console.log(answer.status, await answer.text())`
}
