import type { ApiChange } from './api-change.ts'
import { commandLine } from './command-line.ts'
import { ownCode, type OwnChange } from './own-code.ts'
import { sdkCall, type SdkCall } from './sdk-call.ts'
import { shellQuoted } from './shell-quoted.ts'

export interface CodeSample {
  readonly id: string
  readonly name: string
  readonly text: string
}

export const ourCommand = 'latchkey'

/** What was clicked, as code. It reads the address and the secret from the environment: neither is ever in it. */
export function equivalentCode(change: ApiChange | OwnChange): readonly CodeSample[] {
  if ('calls' in change) return ownCode(change)
  const call = sdkCall(change)
  const command = commandLine(change)
  return [
    { id: 'curl', name: 'curl', text: curl(change) },
    ...(command === undefined ? [] : [{ id: ourCommand, name: 'latchkey', text: command }]),
    ...(call
      ? [
          { id: 'python', name: 'Python', text: python(call, change) },
          { id: 'javascript', name: 'JavaScript', text: javaScript(call, change) },
        ]
      : []),
    { id: 'ansible', name: 'Ansible', text: ansible(change) },
  ]
}

const indented = (text: string, by: string): string => text.replaceAll(/^(?=.)/gm, by)
const pathWith = (path: string, ID: string): string => path.replace('{ID}', ID)

function curl({ method, path, body, IDs }: ApiChange): string {
  const command = [
    `curl -X ${method} "$MANAGER/api${pathWith(path, '$ID')}"`,
    `-H "api-secret-key: $API_SECRET_KEY"`,
    `-H 'api-version: v1'`,
    ...(body ? [`-H 'content-type: application/json'`, `-d ${shellQuoted(JSON.stringify(body))}`] : []),
  ].join(' \\\n  ')
  return IDs ? `for ID in ${IDs.join(' ')}; do\n${indented(command, '  ')}\ndone` : command
}

function python({ api, names, given }: SdkCall, { body, IDs }: ApiChange): string {
  const parts = [...given(IDs ? 'ID' : undefined), ...(body ? [pythonOf(body)] : []), '"v1"']
  const call = `print(api.${names.python}(${parts.join(', ')}))`
  return `import os
import deepsecurity

configuration = deepsecurity.Configuration()
configuration.host = os.environ["MANAGER"] + "/api"
configuration.api_key["api-secret-key"] = os.environ["API_SECRET_KEY"]
api = deepsecurity.${api}(deepsecurity.ApiClient(configuration))

${IDs ? `for ID in [${IDs.join(', ')}]:\n    ${call}` : call}`
}

function pythonOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(pythonOf).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => `${JSON.stringify(name)}: ${pythonOf(part)}`)
    .join(', ')}}`
}

function javaScript({ api, names, given }: SdkCall, { body, IDs }: ApiChange): string {
  const parts = [...given(IDs ? 'ID' : undefined), ...(body ? [JSON.stringify(body)] : []), `'v1'`]
  const call = `console.log(await api.${names.javaScript}(${parts.join(', ')}))`
  return `import deepsecurity from '@trendmicro/deepsecurity'

const client = deepsecurity.ApiClient.instance
client.basePath = \`\${process.env.MANAGER}/api\`
client.authentications.DefaultAuthentication.apiKey = process.env.API_SECRET_KEY
const api = new deepsecurity.${api}(client)

${IDs ? `for (const ID of [${IDs.join(', ')}]) ${call}` : call}`
}

/** The built-in module: the collection of the vendor changes no key that exists. What is JSON is YAML as well. */
function ansible({ method, path, body, IDs }: ApiChange): string {
  const url = `{{ lookup('env', 'MANAGER') }}/api${pathWith(path, '{{ item }}')}`
  return [
    '- hosts: localhost',
    '  gather_facts: false',
    '  tasks:',
    '    - ansible.builtin.uri:',
    `        url: ${JSON.stringify(url)}`,
    `        method: ${method}`,
    '        headers:',
    `          api-secret-key: "{{ lookup('env', 'API_SECRET_KEY') }}"`,
    '          api-version: v1',
    // Text is taken as it stands: what looks like a template in it is none.
    ...(body ? ['        body_format: json', `        body: !unsafe ${JSON.stringify(body)}`] : []),
    // Where only the owner reads it, for the answer may hold a secret.
    ...(method === 'POST'
      ? [`        dest: "{{ playbook_dir }}/answer${IDs ? '-{{ item }}' : ''}.json"`, "        mode: '0600'"]
      : []),
    '        status_code: [200, 204]',
    '      no_log: true',
    ...(IDs ? [`      loop: [${IDs.join(', ')}]`] : []),
  ].join('\n')
}
