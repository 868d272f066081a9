import { Readable, pipeline } from 'node:stream'
import { constants, createGzip, gzip, type CompressCallback } from 'node:zlib'
import type { FastifyInstance } from 'fastify'

const bytesMin = 1024
// Lists are so alike within themselves that the quickest level takes nine tenths off.
const options = { level: constants.Z_BEST_SPEED }

/** Only what is read is compressed: an answer to a change may hold a secret, whose length would tell of it. */
export function compressLists(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload: unknown, done) => {
    const { config } = request.routeOptions
    if (!('reads' in config) || config.reads !== true || reply.statusCode !== 200) return done()
    const isStream = payload instanceof Readable
    if (!isStream && (typeof payload !== 'string' || payload.length < bytesMin)) return done()
    reply.header('vary', 'accept-encoding')
    if (!takesGzip(request.headers['accept-encoding'])) return done()
    reply.header('content-encoding', 'gzip')
    reply.removeHeader('content-length')
    // Whoever waited too long has been answered meanwhile.
    const answer: CompressCallback = done
    if (!isStream) return gzip(payload, options, (...zipped) => void (reply.sent || answer(...zipped)))
    // What fails on the way ends the answer unfinished, which a client notices.
    return done(
      null,
      pipeline(payload, createGzip(options), () => undefined),
    )
  })
}

function takesGzip(header: string | string[] | undefined): boolean {
  for (const part of String(header ?? '').split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    if (coding === 'gzip' || coding === '*') return !parameters.some((text) => /^q=0(\.0*)?$/.test(text))
  }
  return false
}
