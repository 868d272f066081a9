import { Visitor } from 'rolldown/utils'
import { sourcesOf, type Source } from './sources.ts'

/** The only files that make a keyed digest, each with what it digests. */
export const digestFiles: Readonly<Record<string, string>> = {
  'apps/bff/src/activity/chain.ts': 'an entry of the activity, with the one before it',
  'apps/bff/src/features/issuance/fingerprint.ts': 'what was asked for under an idempotency key',
  'apps/manager/src/features/api-keys/secret.ts': "an API key's secret",
  'apps/manager/src/features/mfa/recovery-codes.ts': 'a recovery code',
  'apps/manager/src/features/mfa/totp.ts': 'the time, with the seed two sides share',
  'apps/manager/src/features/sessions/password.ts': 'a password, before its slow hash',
  'packages/database/src/key-files.ts': 'the value by which the database knows its key files',
}

const refusedNames: ReadonlyMap<string, string> = new Map([
  ['rejectUnauthorized', 'a certificate is checked always; give a CA instead'],
  ['headersDistinct', 'a header named __proto__ stops a server that reads it (CVE-2026-21710)'],
])

/** A secret is digested where it is known to be, compared in constant time, and never made from a predictable number. */
export function checkSecrets(root: string): string[] {
  const sources = sourcesOf(root)
  const digesting = new Set<string>()
  const found = sources.flatMap((source) => inSource(source, digesting))
  const idle = Object.keys(digestFiles).filter((path) => !digesting.has(path))
  return [
    ...found,
    ...idle.map((path) => `${path}: no longer calls createHmac; take it off the list in scripts/verify/secrets.ts`),
  ]
}

function inSource(source: Source, digesting: Set<string>): string[] {
  const { path, program, at } = source
  const found: string[] = []
  const refuse = (piece: { start: number }, words: string) => found.push(`${at(piece)}: ${words}`)
  const refuseName = (node: Node & { start: number }) => {
    const reason = refusedNames.get(nameOf(node) ?? '')
    if (reason !== undefined) refuse(node, `${nameOf(node)}: ${reason}`)
  }
  new Visitor({
    CallExpression: ({ callee }) => {
      if (nameOf(callee) !== 'createHmac') return
      digesting.add(path)
      if (Object.hasOwn(digestFiles, path)) return
      refuse(
        callee,
        'createHmac is called only where scripts/verify/secrets.ts lists it; use the function that is there, or add the file',
      )
    },
    MemberExpression: (node) => {
      if (nameOf(node.object) === 'Math' && nameOf(node) === 'random')
        refuse(node, 'Math.random can be predicted; use node:crypto or WebCrypto')
    },
    Identifier: (node) => refuseName(node),
    Property: ({ key }) => {
      if (key.type === 'Literal') refuseName(key)
    },
    BinaryExpression: (node) => {
      if (!/^[!=]==?$/.test(node.operator) || isAbsence(node.left) || isAbsence(node.right)) return
      const digest = [node.left, node.right].map(nameOf).find((name) => name?.endsWith('Digest'))
      if (digest !== undefined)
        refuse(
          node,
          `${digest} is compared with ${node.operator}, whose time tells how much was right; use timingSafeEqual`,
        )
    },
  }).visit(program)
  return found
}

interface Node {
  readonly type: string
  readonly name?: unknown
  readonly property?: unknown
  readonly expression?: unknown
  readonly value?: unknown
}

/** What a name or the last step of a path is called. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return String(node.name)
  if (node.type === 'MemberExpression') return nameOf(node.property as Node)
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  return node.type === 'ChainExpression' || node.type === 'TSNonNullExpression'
    ? nameOf(node.expression as Node)
    : undefined
}

const isAbsence = (node: Node): boolean =>
  (node.type === 'Identifier' && node.name === 'undefined') || (node.type === 'Literal' && node.value === null)
