import { Refusal } from '@latchkey/contract'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const bytesMax = 4 * 1024
const rememberedMax = 500
const lengthMax = 256

export interface PolicyViolation {
  readonly directive: string
  readonly blocked: string
  readonly document: string
  readonly source: string
}

type Violated = (request: FastifyRequest, violation: PolicyViolation) => Promise<void>

/** What a browser reports of the page's policy: told once for each thing, not once for each report. */
export function acceptPolicyReports(app: FastifyInstance, admit: (address: string) => void, violated: Violated): void {
  const known = new Set<string>()
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      ['application/csp-report', 'application/reports+json'],
      { parseAs: 'string', bodyLimit: bytesMax },
      async (_request: unknown, body: string) => body,
    )
    scope.addHook('onRequest', async ({ ip }) => admit(ip))
    scope.post('/csp-report', async (request, reply) => {
      for (const violation of violationsIn(String(request.body))) {
        const name = JSON.stringify(violation)
        if (known.has(name)) continue
        if (known.size >= rememberedMax) known.clear()
        known.add(name)
        request.log.warn({ violation }, 'csp.violation')
        await violated(request, violation)
      }
      return reply.code(204).send()
    })
  })
}

// Browsers report in two forms: the old one, and a list of the new.
function violationsIn(text: string): PolicyViolation[] {
  const report = parse(text)
  if (Array.isArray(report)) {
    const found = report.map((item: unknown) => propertiesOf(propertiesOf(item)['body']))
    return found.map((body) => violationOf(body, ['effectiveDirective', 'blockedURL', 'documentURL', 'sourceFile']))
  }
  const body = propertiesOf(propertiesOf(report)['csp-report'])
  return [violationOf(body, ['violated-directive', 'blocked-uri', 'document-uri', 'source-file'])]
}

type Names = readonly [directive: string, blocked: string, document: string, source: string]
const violationOf = (
  body: Record<string, unknown>,
  [directive, blocked, document, source]: Names,
): PolicyViolation => ({
  directive: plainText(body[directive]),
  blocked: plainText(body[blocked]),
  document: plainText(body[document]),
  source: plainText(body[source]),
})

// A query may hold what belongs in no log.
const plainText = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/[?#].*$/s, '').slice(0, lengthMax) : ''

function propertiesOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Refusal(400, 'This is no report of a policy.')
  return { ...value }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Refusal(400, 'The report is not valid JSON.', { cause })
  }
}
