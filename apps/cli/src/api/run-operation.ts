import type { Endpoint } from '@latchkey/contract'
import type { Settings } from '../settings.ts'
import { Stop, UsageError } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { confirm } from './confirm.ts'
import { crawl, type Page } from './crawl.ts'
import { filterOf } from './criteria.ts'
import { fieldsOf, itemFieldsOf } from './fields.ts'
import { bodyOf, flagFieldsOf, queryOf, type Given } from './input.ts'
import { openManager } from './manager.ts'
import { nounOf } from './nouns.ts'
import { callerItself, endpointFor, paramOf, type Operation } from './operations.ts'
import { jsonPrinter, tablePrinter, type Printer } from './printer.ts'
import { isRecord, listIn, type Fields } from './records.ts'
import { reserveSecretFile } from './secret-file.ts'
import { shellQuoted } from './text.ts'
import { valueOf } from './values.ts'

interface Run {
  readonly operation: Operation
  readonly target: string | undefined
  readonly given: Given
  readonly settings: Settings
  readonly terminal: Terminal
}

/** Whatever is wrong with what was typed is said before anything is sent. */
export async function runOperation(run: Run): Promise<number> {
  const { operation, target, given, settings, terminal } = run
  const endpoint = endpointFor(operation, target)
  refuseStray(operation, endpoint, given)
  const printer = printerOf(run, endpoint)
  if (endpoint.path.endsWith('/search')) {
    const search = { ...filterOf(given, itemFieldsOf(endpoint)), ...pagingOf(endpoint, given) }
    const manager = openManager(settings)
    await printPages(
      crawl((body) => manager.call(endpoint, { body }), search),
      printer,
    )
    return 0
  }
  const body = operation.body ?? bodyOf(endpoint, given, terminal)
  if (endpoint.secret) refuseNowhere(given)
  const manager = openManager(settings)
  const params = target === undefined || target === callerItself ? {} : { [paramOf(endpoint)]: target }
  const input = { params, query: queryOf(endpoint, given), ...(body && { body }) }
  if (operation.asks) await confirm({ operation, target, isMeant: given.yes === true, manager, terminal })
  const call = () => manager.call(endpoint, input, adviceFor(operation, target, body))
  const answer = endpoint.secret ? await issued(call, given) : await call()
  if (answer === undefined) {
    if (isTable(run)) terminal.say(`${nounFor(operation)} ${target} is deleted.`)
    return 0
  }
  print(answer, run, printer)
  return 0
}

/** A flag that means something for one object alone must not be left out unsaid where it is done to all. */
function refuseStray({ noun, verb, one }: Operation, endpoint: Endpoint, { fields }: Given): void {
  const known = flagFieldsOf(endpoint).map(({ name }) => name)
  const stray = Object.keys(fields).find((name) => !known.includes(name))
  if (stray === undefined || !one) return
  const words = ['latchkey', noun, verb, paramOf(one).toUpperCase(), `--${stray}`, '…'].join(' ')
  throw new UsageError(`--${stray} is for one ${nounOf(noun).one}: ${words}`)
}

function refuseNowhere({ secretFile, showSecret }: Given): void {
  if (secretFile === undefined && !showSecret)
    throw new UsageError(
      'Where is the secret to go? It is shown once: --secret-file FILE makes a file for it, --show-secret prints it.',
    )
  if (secretFile === '' || secretFile === '-')
    throw new UsageError(
      `--secret-file is "${secretFile}", but must be the path of a new file; --show-secret prints the secret.`,
    )
}

const nounFor = ({ noun }: Operation): string => nounOf(noun).one.replace(/^./, (letter) => letter.toUpperCase())

function pagingOf(endpoint: Endpoint, { fields }: Given) {
  const valueIn = (name: string) => {
    const field = flagFieldsOf(endpoint).find((candidate) => candidate.name === name)
    const text = fields[name]
    return field && text !== undefined ? valueOf(field, text) : undefined
  }
  const maxItems = valueIn('maxItems')
  const newestFirst = valueIn('newestFirst')
  return {
    ...(typeof maxItems === 'number' && { maxItems }),
    ...(typeof newestFirst === 'boolean' && { newestFirst }),
  }
}

// For programs wherever nobody reads: what a script takes apart must not depend on how wide a terminal is.
const isTable = ({ settings, terminal }: Run): boolean =>
  (settings.output ?? (terminal.width === undefined ? 'json' : 'table')) === 'table'

function printerOf(run: Run, endpoint: Endpoint): Printer {
  const { operation, terminal } = run
  const { noun } = operation
  if (!isTable(run)) return jsonPrinter(terminal)
  const reply = endpoint.replies[200] ?? undefined
  const known = [...fieldsOf(reply), ...itemFieldsOf(endpoint)]
  return tablePrinter(terminal, {
    shown: nounOf(noun).columns,
    kinds: new Map(known.map(({ name, kind }) => [name, kind])),
  })
}

async function printPages(pages: AsyncIterable<Page>, printer: Printer): Promise<void> {
  for await (const page of pages) printer.page(page)
  printer.end()
}

function print(answer: unknown, run: Run, printer: Printer): void {
  if (!isRecord(answer)) throw new Stop('The manager answered something that is no object.', 3)
  const { noun, verb } = run.operation
  const list =
    verb === 'list' ? (listIn(answer) ?? (isTable(run) ? { name: noun, items: named(answer) } : undefined)) : undefined
  if (!list) return printer.record(answer)
  printer.page(list)
  printer.end()
}

// The settings are the properties of one object.
const named = (settings: Fields): readonly Fields[] =>
  Object.entries(settings).map(([name, setting]) => ({ name, ...(isRecord(setting) && setting) }))

/** The answer to an issuance, without its secret unless it is to be shown; the file for it is there before the call. */
async function issued(call: () => Promise<unknown>, { secretFile, showSecret }: Given): Promise<unknown> {
  const file = secretFile === undefined ? undefined : reserveSecretFile(secretFile)
  try {
    const answer = await call()
    const { secretKey, ...rest } = isRecord(answer) ? answer : {}
    if (typeof secretKey !== 'string')
      throw new Stop('The manager answered success without a secret: ask for a new one with new-secret.', 3)
    file?.keep(secretKey, rest['ID'])
    return showSecret ? answer : rest
  } finally {
    file?.close()
  }
}

/** What to do where nobody can know whether it was done. */
function adviceFor({ noun, verb }: Operation, target: string | undefined, body: unknown): string {
  const { name } = nounOf(noun)
  const called = name !== undefined && isRecord(body) ? body[name] : undefined
  if (verb === 'new-secret') return 'Ask for a new secret again: only the newest one opens anything.'
  if (verb === 'create' && typeof called === 'string')
    return `See whether it is there: latchkey ${noun} search ${shellQuoted(`${name}=${called}`)}`
  return `See how it is now: latchkey ${noun} ${target === undefined || verb === 'create-key' ? 'list' : `show ${target}`}`
}
