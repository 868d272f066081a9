import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Ready {
  readonly console: string
  readonly demo: Readonly<Record<'administrator' | 'auditor', { readonly userName: string; readonly password: string }>>
}

/** A whole product of its own, whose manager has none of our extensions. */
export class StockServer {
  readonly ready: Ready
  readonly #folder: string
  readonly #server: ChildProcess

  private constructor(ready: Ready, folder: string, server: ChildProcess) {
    this.ready = ready
    this.#folder = folder
    this.#server = server
  }

  static async start(): Promise<StockServer> {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-stock-'))
    const readyFile = join(folder, 'ready.json')
    const given = ['start', '--demo', '--profile', 'stock', '--data', join(folder, 'data'), '--ready-file', readyFile]
    const server = spawn(process.execPath, [
      'apps/cli/dist/latchkey.js',
      ...given,
      '--port',
      '0',
      '--manager-port',
      '0',
    ])
    await new Promise<void>((resolve, reject) => {
      server.stdout?.on('data', (text) => String(text).includes('Latchkey is at') && resolve())
      server.once('exit', () => reject(new Error('The stock manager did not start.')))
    })
    return new StockServer(JSON.parse(readFileSync(readyFile, 'utf8')), folder, server)
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#server.once('exit', resolve))
    this.#server.kill('SIGTERM')
    await gone
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
