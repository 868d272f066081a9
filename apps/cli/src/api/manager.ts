import { setDefaultCACertificates } from 'node:tls'
import { CallError, callRoute } from '@latchkey/client'
import type { Endpoint } from '@latchkey/contract'
import { readAuthority } from '../authority-file.ts'
import type { Settings } from '../settings.ts'
import { UsageError } from '../stop.ts'
import { readApiKey } from './api-key-file.ts'
import { stopOf } from './outcome.ts'

interface Input {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface Manager {
  /** A failed call is a Stop that says whether anything changed; the advice follows where nobody can know. */
  readonly call: (endpoint: Endpoint, input: Input, advice?: string) => Promise<unknown>
}

const answerMs = 120_000

/** The manager that the settings name, called with the key in the file they name. Nothing is sent yet. */
export function openManager({ managerUrl, managerCa, apiKeyFile }: Settings): Manager {
  if (managerUrl === undefined)
    throw new UsageError('Which manager? Name it with --manager-url URL, or in LATCHKEY_MANAGER_URL.')
  if (apiKeyFile === undefined)
    throw new UsageError(
      'With which API key? Name the file that holds its secret with --api-key-file FILE, or in LATCHKEY_API_KEY_FILE.',
    )
  const secret = readApiKey(apiKeyFile)
  if (managerCa !== undefined) setDefaultCACertificates([readAuthority(managerCa)])
  const options = { baseUrl: `${managerUrl}/api`, headers: { 'api-secret-key': secret, 'api-version': 'v1' } }
  return {
    call: async (endpoint, input, advice) => {
      const interrupted = endpoint.changes ? untilInterrupted() : undefined
      const signals = [AbortSignal.timeout(answerMs), ...(interrupted ? [interrupted.signal] : [])]
      try {
        return await callRoute(endpoint, input, options, { signal: AbortSignal.any(signals) })
      } catch (error) {
        throw error instanceof CallError ? stopOf(error, { url: managerUrl, path: endpoint.path, advice }) : error
      } finally {
        interrupted?.done()
      }
    },
  }
}

/** Whoever presses Ctrl-C, or whose terminal goes, in the middle of a change is told that it may have been made all the same. */
function untilInterrupted() {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.once(name, abort)
  return {
    signal: controller.signal,
    done: () => {
      for (const name of names) process.off(name, abort)
    },
  }
}
