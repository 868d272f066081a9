import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { Refusal } from '@latchkey/contract'
import type { FastifyInstance } from 'fastify'
import { assetHeaders, documentHeaders, newNonce } from './headers.ts'

const compress = promisify(brotliCompress)
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const bytesWorthCompressing = 1024

interface Asset {
  readonly type: string
  readonly etag: string
  readonly bytes: Buffer
  brotli: Promise<Buffer> | undefined
}

/** The built page from memory: exactly the files of the build, and no way to any other. */
export function serveConsole(app: FastifyInstance, folder: string, secure: boolean): void {
  const document = join(folder, 'index.html')
  if (!existsSync(document)) throw new Error(`The console is not built: ${document} is missing.`)
  const html = readFileSync(document, 'utf8')
  const assets = readAssets(folder)

  app.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/'
    const asset = assets.get(path)
    if (asset) {
      reply.headers({ ...assetHeaders, 'content-type': asset.type, etag: asset.etag, vary: 'Accept-Encoding' })
      if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
      const packed =
        /\bbr\b/.test(request.headers['accept-encoding'] ?? '') && asset.bytes.length >= bytesWorthCompressing
      if (!packed) return reply.send(asset.bytes)
      asset.brotli ??= compress(asset.bytes)
      return reply.header('content-encoding', 'br').send(await asset.brotli)
    }
    // A page of the console, whichever; a missing file or call is never answered with a page.
    const isPage =
      extname(path) === '' &&
      !/^\/(bff|api|assets)(\/|$)/.test(path) &&
      /text\/html|\*\/\*/.test(request.headers.accept ?? '*/*')
    if (!isPage) throw new Refusal(404, 'There is nothing at this address.')
    const nonce = newNonce()
    return reply
      .headers({ ...documentHeaders(nonce, secure), 'content-type': 'text/html; charset=utf-8' })
      .send(html.replaceAll('__NONCE__', nonce))
  })
}

function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = readFileSync(file)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
    assets.set(`/${file.slice(folder.length).replace(/^\//, '')}`, { type, etag, bytes, brotli: undefined })
  }
  return assets
}
