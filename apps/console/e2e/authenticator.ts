import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** What another program's camera reads off the screen. */
export async function scan(page: Page): Promise<URL> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-scan-'))
  try {
    const path = join(folder, 'code.png')
    await page.getByRole('img', { name: 'QR code for the authenticator' }).screenshot({ path })
    return new URL(execFileSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8' }).trim())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What another program's authenticator shows for it now. */
export function codeOf(address: URL): string {
  const seed = address.searchParams.get('secret') ?? ''
  return execFileSync('oathtool', ['--totp', '--base32', seed], { encoding: 'utf8' }).trim()
}
