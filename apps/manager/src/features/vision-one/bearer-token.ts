/**
 * A secret in the form that clients of Vision One take: three parts, the first two beginning with eyJ, as a token has. It
 * says nothing that the secret does not; what counts is looked up at every call.
 */
const tokenOf = (owner: string, bytes: Buffer): string =>
  [{ typ: 'JWT', alg: 'opaque' }, { kid: owner }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(bytes.toString('base64url'))
    .join('.')

export function bearerTokenOf(secretKey: string): string {
  const [ID = '', base64 = ''] = secretKey.split(':')
  return tokenOf(ID, Buffer.from(base64, 'base64'))
}

export const clusterTokenOf = (id: string, bytes: Buffer): string => tokenOf(id, bytes)

/** The secret behind a token, or what was given where it is none: then it may be a secret itself. */
export function secretBehind(given: string): string {
  const [, payload = '', bytes = ''] = given.split('.')
  const [, ID = ''] = /^{"kid":"([1-9]\d{0,9})"}$/.exec(Buffer.from(payload, 'base64url').toString()) ?? []
  const secretKey = `${ID}:${Buffer.from(bytes, 'base64url').toString('base64')}`
  // Only one spelling is a key's own.
  return bearerTokenOf(secretKey) === given ? secretKey : given
}
