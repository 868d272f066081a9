import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { makePrivateFolder, readPrivateFile, writePrivateFile } from '@latchkey/database'
import { isEverywhere } from '../setting-values.ts'
import { commandOn } from '../settings.ts'
import { Stop } from '../stop.ts'
import type { CertificateFiles } from './make-certificate.ts'

const names = { authority: 'ca.pem', certificate: 'server.pem', key: 'server-key.pem' } as const

export const certificateFolder = (data: string): string => join(data, 'tls')
export const authorityFile = (data: string): string => join(certificateFolder(data), names.authority)

/** The folder is complete or not there: made beside, then renamed. */
export function writeCertificate(data: string, files: CertificateFiles): void {
  makePrivateFolder(data)
  const folder = certificateFolder(data)
  const beside = `${folder}.new`
  const before = `${folder}.old`
  rmSync(beside, { recursive: true, force: true })
  makePrivateFolder(beside)
  for (const part of ['authority', 'certificate', 'key'] as const)
    writePrivateFile(join(beside, names[part]), files[part])
  rmSync(before, { recursive: true, force: true })
  if (existsSync(folder)) renameSync(folder, before)
  renameSync(beside, folder)
  rmSync(before, { recursive: true, force: true })
}

export function existingCertificate(data: string): X509Certificate | undefined {
  const file = join(certificateFolder(data), names.certificate)
  if (!existsSync(file)) return undefined
  const content = readPrivateFile(file)
  try {
    return new X509Certificate(content)
  } catch (error) {
    const command = commandOn({ data, databaseUrl: undefined }, 'certificate --replace')
    throw new Stop(`${file} holds no certificate: run "${command}", with --host as before.`, 1, error)
  }
}

export interface Tls {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

export function readTls(data: string, hosts: readonly string[], nowMs: number): Tls {
  const folder = certificateFolder(data)
  const certificate = existingCertificate(data)
  const named = hosts.join() === 'localhost' ? '' : ` --host ${hosts.join(',')}`
  const command = commandOn({ data, databaseUrl: undefined }, `certificate${named}`)
  if (certificate === undefined) throw new Stop(`There is no certificate in ${folder}: run "${command}" first.`)
  if (certificate.validToDate.getTime() <= nowMs)
    throw new Stop(`The certificate in ${folder} ended on ${certificate.validTo}: run "${command} --replace".`)
  const missing = hosts.find((host) => !isEverywhere(host) && !covers(certificate, host))
  if (missing !== undefined)
    throw new Stop(`The certificate in ${folder} does not name ${missing}: run "${command} --replace".`)
  const text = (name: string) => {
    const file = join(folder, name)
    if (!existsSync(file)) throw new Stop(`${file} is missing: run "${command} --replace".`)
    return readPrivateFile(file).toString('utf8')
  }
  const key = text(names.key)
  if (!opens(certificate, key))
    throw new Stop(`${join(folder, names.key)} is not the key of ${names.certificate}: run "${command} --replace".`)
  return { ca: text(names.authority), cert: text(names.certificate), key }
}

const covers = (certificate: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined

function opens(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key))
  } catch {
    // It is no key at all.
    return false
  }
}
