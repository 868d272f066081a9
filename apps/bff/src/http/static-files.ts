import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { Refusal } from '@latchkey/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { assetHeaders, documentHeaders, newNonce, plainFileHeaders } from './headers.ts'

const compressors = { br: promisify<Buffer, Buffer>(brotliCompress), gzip: promisify<Buffer, Buffer>(gzip) } as const
type Coding = keyof typeof compressors
const codings: readonly Coding[] = ['br', 'gzip']

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}
const packable = /^text\/|json|svg/
const bytesWorthPacking = 512
// A page of the console: plain segments only. Nothing below these is a page, however it is asked for.
const pagePath = /^\/(?!(?:bff|api|rest|assets)(?:\/|$))(?:[\w-]+(?:\/[\w-]+)*\/?)?$/

interface Asset {
  readonly headers: Readonly<Record<string, string>>
  readonly etag: string
  readonly bytes: Buffer
  readonly packed: Map<Coding, Promise<Buffer>>
}

/** The built page from memory: exactly the files of the build, and no way to any other. */
export function serveConsole(app: FastifyInstance, folder: string, secure: boolean): void {
  const document = join(folder, 'index.html')
  if (!existsSync(document)) throw new Error(`The console is not built: ${document} is missing.`)
  const html = readFileSync(document, 'utf8')
  const manifest = readManifest(folder)
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const asset = manifest.get(path)
    if (asset) return await sendAsset(request, reply, asset)
    if (!pagePath.test(path) || !wantsPage(request, path)) throw new Refusal(404, 'There is nothing at this address.')
    const nonce = newNonce()
    return reply
      .headers({ ...documentHeaders(nonce, secure), 'content-type': 'text/html; charset=utf-8' })
      .send(html.replaceAll('__NONCE__', nonce))
  })
}

async function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): Promise<FastifyReply> {
  reply.headers({ ...asset.headers, etag: asset.etag })
  if (request.headers['if-none-match']?.includes(asset.etag)) return reply.code(304).send()
  const isPackable = packable.test(asset.headers['content-type'] ?? '') && asset.bytes.length >= bytesWorthPacking
  const coding = isPackable
    ? codings.find((name) => accepts(request.headers['accept-encoding'] ?? '', name))
    : undefined
  if (coding === undefined) return reply.send(asset.bytes)
  const packed = asset.packed.get(coding) ?? compressors[coding](asset.bytes)
  asset.packed.set(coding, packed)
  return reply.header('content-encoding', coding).send(await packed)
}

/** A browser that goes to an address asks for HTML; a script that lost its way does not, and is not given a page. */
function wantsPage({ headers }: FastifyRequest, path: string): boolean {
  const accept = headers.accept ?? '*/*'
  return accept.includes('text/html') || (path === '/' && accept.includes('*/*'))
}

const accepts = (header: string, coding: Coding): boolean =>
  header.split(',').some((item) => {
    const [name, ...parameters] = item.split(';').map((part) => part.trim().toLowerCase())
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })

function readManifest(folder: string): ReadonlyMap<string, Asset> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && types[extname(entry.name)] !== undefined,
  )
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const path = `/${relative(folder, file).replaceAll(sep, '/')}`
      return [path, readAsset(file, path)]
    }),
  )
}

function readAsset(file: string, path: string): Asset {
  const bytes = readFileSync(file)
  // Only what the build put under assets/ has a name that changes with its content.
  const headers = path.startsWith('/assets/') ? assetHeaders : plainFileHeaders
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
  // Weak, because the same content is sent in three codings.
  return {
    headers: { ...headers, 'content-type': types[extname(file)] ?? '' },
    etag: `W/"${digest}"`,
    bytes,
    packed: new Map(),
  }
}
