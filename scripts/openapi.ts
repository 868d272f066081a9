// Prints the manager's OpenAPI 3.1 document: pnpm openapi > openapi.json
import { managerEndpoints, openApiOf } from '@latchkey/contract'
import manifest from '../package.json' with { type: 'json' }

const document = openApiOf(managerEndpoints, { title: 'Latchkey manager', version: manifest.version, prefix: '/api' })
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
