import { shellQuoted } from './shell-quoted.ts'

interface OwnCall {
  readonly method: 'POST' | 'DELETE'
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  /** What stands in the body in capitals and is only known once the call before was answered. */
  readonly asks?: string
}

/** What people change of themselves: no key may do it, so the code signs in first, and out at the end. */
export interface OwnChange {
  readonly signIn: { readonly userName: string; readonly tenantName?: string | undefined }
  /** Whoever has a second factor signs in with a code of it. */
  readonly hasFactor: boolean
  readonly calls: readonly OwnCall[]
}

/** The vendor's libraries cannot sign in. Where a secret belongs stands what it is, in capitals. */
export function ownCode(change: OwnChange): readonly Readonly<Record<'id' | 'name' | 'text', string>>[] {
  return [
    { id: 'curl', name: 'curl', text: curl(change) },
    { id: 'ansible', name: 'Ansible', text: ansible(change) },
  ]
}

const signInOf = ({ signIn: { userName, tenantName }, hasFactor }: OwnChange) => ({
  ...(tenantName !== undefined && { tenantName }),
  userName,
  password: 'PASSWORD',
  ...(hasFactor && { mfaCode: 'CODE' }),
})

const given = (body: object): string => `-H 'content-type: application/json' -d ${shellQuoted(JSON.stringify(body))}`

function curl(change: OwnChange): string {
  const bySession = `-b "$SESSION" -H "rID: $RID" -H 'api-version: v1'`
  const call = ({ method, path, body, asks }: OwnCall) => {
    const parts = [`curl -X ${method} "$MANAGER/api${path}"`, bySession, ...(body ? [given(body)] : [])]
    const text = parts.join(' \\\n  ')
    return asks === undefined ? text : `read -r -p '${asks}: ' ${asks}\n${text.replace(asks, `'"$${asks}"'`)}`
  }
  return [
    'SESSION=$(mktemp)',
    [
      `RID=$(curl -s -c "$SESSION" "$MANAGER/api/sessions"`,
      `-H 'api-version: v1'`,
      `${given(signInOf(change))} | sed 's/.*"RID":"\\([^"]*\\)".*/\\1/')`,
    ].join(' \\\n  '),
    ...change.calls.map(call),
    `curl -X DELETE "$MANAGER/api/sessions/current" ${bySession}`,
    'rm "$SESSION"',
  ].join('\n')
}

function ansible(change: OwnChange): string {
  const task = (path: string, method: string, body: object | undefined, more: readonly string[]) => [
    '    - ansible.builtin.uri:',
    `        url: ${JSON.stringify(`{{ lookup('env', 'MANAGER') }}/api${path}`)}`,
    `        method: ${method}`,
    '        headers:',
    '          api-version: v1',
    ...more,
    ...(body ? ['        body_format: json', `        body: !unsafe ${JSON.stringify(body)}`] : []),
    '        status_code: [200, 204]',
    '      no_log: true',
  ]
  const bySession = ['          Cookie: "{{ session.cookies_string }}"', '          rID: "{{ session.json.RID }}"']
  // Where only the owner reads it, for the answer may hold a secret.
  const kept = (index: number) => [
    `        dest: "{{ playbook_dir }}/answer-${index + 1}.json"`,
    "        mode: '0600'",
  ]
  return [
    '- hosts: localhost',
    '  gather_facts: false',
    '  tasks:',
    ...task('/sessions', 'POST', signInOf(change), []),
    '      register: session',
    ...change.calls.flatMap(({ method, path, body, asks }, index) =>
      asked(asks, task(path, method, body, method === 'POST' ? [...bySession, ...kept(index)] : bySession)),
    ),
    ...task('/sessions/current', 'DELETE', undefined, bySession),
  ].join('\n')
}

function asked(what: string | undefined, task: readonly string[]): readonly string[] {
  if (what === undefined) return task
  return [
    '    - ansible.builtin.pause:',
    `        prompt: ${what}`,
    '      register: asked',
    ...task.map((line) => line.replace('!unsafe ', '').replace(what, '{{ asked.user_input }}')),
  ]
}
