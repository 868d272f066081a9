import './reflect-metadata.ts'
import { randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

export interface CertificateFiles {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000
// Apple's limit for a server certificate, also of a private authority.
const validDays = 825

/** The authority's own key is never written: it signs this one certificate and is forgotten, so nobody can steal it. */
export async function makeCertificate(hosts: readonly string[], nowMs: number): Promise<CertificateFiles> {
  const authorityKeys = await newKeys()
  const serverKeys = await newKeys()
  const notBefore = new Date(nowMs - dayMs)
  const notAfter = new Date(nowMs + validDays * dayMs - dayMs)
  const authorityName = `CN=Latchkey private authority ${randomBytes(4).toString('hex')}`
  const authority = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(),
      name: authorityName,
      notBefore,
      notAfter,
      keys: authorityKeys,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        await SubjectKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  )
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      subject: 'CN=Latchkey',
      issuer: authorityName,
      notBefore,
      notAfter,
      publicKey: serverKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(
          hosts.map((host) => ({ type: isIP(host) ? ('ip' as const) : ('dns' as const), value: host })),
        ),
        await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
        await SubjectKeyIdentifierExtension.create(serverKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  )
  const key = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey)
  return {
    authority: line(authority.toString('pem')),
    certificate: line(certificate.toString('pem')),
    key: line(PemConverter.encode(key, 'PRIVATE KEY')),
  }
}

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
// A serial number is positive: its first bit is 0 and its first byte not.
const serialNumber = (): string => `4${randomBytes(16).toString('hex').slice(1)}`
const line = (pem: string): string => `${pem.trimEnd()}\n`
