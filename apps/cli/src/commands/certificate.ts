import {
  existingCertificate,
  authorityFile,
  certificateFolder,
  writeCertificate,
} from '../certificate/certificate-folder.ts'
import { isEverywhere } from '../setting-values.ts'
import { commandOn, type Settings } from '../settings.ts'
import { Stop } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { knownReason } from './known-reason.ts'

const alwaysNamed = ['localhost', '127.0.0.1', '::1']

export const certificate = (settings: Settings, terminal: Terminal): Promise<number> =>
  knownReason(make(settings, terminal))

async function make(settings: Settings, terminal: Terminal): Promise<number> {
  const hosts = [...new Set([...alwaysNamed, ...settings.host.filter((host) => !isEverywhere(host))])]
  const existing = settings.replace ? undefined : existingCertificate(settings.data)
  if (existing)
    throw new Stop(
      `There is a certificate in ${certificateFolder(settings.data)}, good until ${existing.validTo}: --replace makes a new one, with a new authority to trust.`,
    )
  // Loaded here only: it is the largest part of the program, and no start needs it.
  const { makeCertificate } = await import('../certificate/make-certificate.ts')
  writeCertificate(settings.data, await makeCertificate(hosts, Date.now()))
  const authority = authorityFile(settings.data)
  terminal.say(`${terminal.strong('A certificate for')} ${hosts.join(', ')} is in ${certificateFolder(settings.data)}.`)
  for (const line of howToTrust(authority)) terminal.say(line)
  const named = settings.host.join() === 'localhost' ? '' : ` --host ${settings.host.join(',')}`
  terminal.say(`Then: ${commandOn(settings, `start --tls${named}`)}`)
  return 0
}

const howToTrust = (authority: string): readonly string[] => [
  "Its private authority signed this one certificate; the authority's key was not kept. To trust it:",
  `  curl        curl --cacert ${authority} https://localhost:4119/api/apikeys`,
  `  Node        NODE_EXTRA_CA_CERTS=${authority}`,
  `  Python      REQUESTS_CA_BUNDLE=${authority}`,
  `  Debian      sudo cp ${authority} /usr/local/share/ca-certificates/latchkey.crt && sudo update-ca-certificates`,
  `  Chromium    certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Latchkey -i ${authority}`,
  `  Firefox     Settings, Privacy & Security, View Certificates, Authorities, Import: ${authority}`,
]
