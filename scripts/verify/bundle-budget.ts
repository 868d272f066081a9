import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Verdict } from './gate.ts'
import { lastWords, tool } from './tools.ts'

const dist = 'apps/console/dist'
const budgetKiB = 120

export async function checkBundle(root: string): Promise<Verdict> {
  const outcome = await tool(root, 'scripts/build.ts', [])
  return outcome.code === 0 ? checkFirstLoad(root) : { findings: lastWords('scripts/build.ts', outcome) }
}

/** What a browser fetches before it shows the list: all that the page names. That it asks for no more a browser test sees. */
export function checkFirstLoad(root: string): Verdict {
  const page = join(root, dist, 'index.html')
  if (!existsSync(page)) return { findings: [`${dist}/index.html is not there, so nothing can be measured`] }
  const named = [...readFileSync(page, 'utf8').matchAll(/<(script|link)\b[^>]*>/g)].flatMap(([tag]) => addressIn(tag))
  const files = [...new Set(named.map((address) => join(root, dist, address)))]
  const absent = files.filter((file) => !existsSync(file))
  if (absent.length > 0)
    return { findings: absent.map((file) => `${file.slice(root.length + 1)} is named by the page and not there`) }
  const total = files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0) / 1024
  const figure = `first load ${total.toFixed(1)} KiB of ${budgetKiB} (brotli, ${files.length} scripts and styles)`
  const findings = total > budgetKiB ? [`${figure}: load later what the first screen does not need`] : []
  return { findings, note: figure }
}

function addressIn(tag: string): string[] {
  const isFirst = tag.startsWith('<script') || /\brel="?(?:modulepreload|stylesheet)\b/.test(tag)
  const [, address] = /\b(?:src|href)="?([^"\s>]+)/.exec(tag) ?? []
  return isFirst && address !== undefined ? [address.replace(/[?#].*$/, '')] : []
}
