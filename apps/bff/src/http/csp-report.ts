import type { FastifyInstance } from 'fastify'

const bytesMax = 4 * 1024
const perMinute = 30
const rememberedMax = 500

/** What a browser reports of the page's policy: one line in the log for each thing, not one for each report. */
export function acceptPolicyReports(app: FastifyInstance, clock: () => number): void {
  const counts = new Map<string, { minute: number; reports: number }>()
  const known = new Set<string>()
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      ['application/csp-report', 'application/reports+json', 'application/json'],
      { parseAs: 'string', bodyLimit: bytesMax },
      async (_request: unknown, text: string) => text,
    )
    scope.post('/csp-report', async (request, reply) => {
      const minute = Math.floor(clock() / 60_000)
      const count = counts.get(request.ip)
      const reports = count?.minute === minute ? count.reports + 1 : 1
      if (counts.size > rememberedMax) counts.clear()
      counts.set(request.ip, { minute, reports })
      const report = String(request.body).slice(0, bytesMax)
      if (reports <= perMinute && !known.has(report) && known.size < rememberedMax) {
        known.add(report)
        request.log.warn({ report }, 'csp.violation')
      }
      return reply.code(204).send()
    })
  })
}
