import { Stop, UsageError } from '../stop.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Manager } from './manager.ts'
import { nounOf } from './nouns.ts'
import { callerItself, operationsOf, paramOf, type Operation } from './operations.ts'
import { isRecord } from './records.ts'
import { cellOf } from './text.ts'

interface Question {
  readonly operation: Operation
  readonly target: string | undefined
  /** --yes was given. */
  readonly isMeant: boolean
  readonly manager: Manager
  readonly terminal: Terminal
}

const means = {
  delete: ['Delete', 'It cannot be brought back.'],
  'new-secret': ['Make a new secret for', 'Every client with the old one stops working now.'],
} as const

/** Asks the person at the terminal; where nobody sits, only --yes says that it is meant. */
export async function confirm({ operation, target, isMeant, manager, terminal }: Question): Promise<void> {
  if (isMeant) return
  const { noun, verb } = operation
  const [what, consequence] = means[verb === 'delete' ? 'delete' : 'new-secret']
  if (!terminal.ask) throw new UsageError(`latchkey ${noun} ${verb} asks first. ${consequence} --yes says it is meant.`)
  const named = await nameOf(operation, target, manager)
  const answer = await terminal.ask(`${what} ${nounOf(noun).one} ${target}${named}? ${consequence} [y/N] `)
  if (!/^y(es)?$/i.test(answer.trim())) throw new Stop('Not done: nothing was changed.', 1)
}

async function nameOf({ noun }: Operation, target: string | undefined, manager: Manager): Promise<string> {
  const show = operationsOf(noun).find(({ verb }) => verb === 'show')
  const { name: field } = nounOf(noun)
  const endpoint = target === callerItself ? show?.current : show?.one
  if (!endpoint || target === undefined || field === undefined) return ''
  // Whoever may delete it may lack the right to see it; what is not there is said by the change itself.
  const found = await manager.call(endpoint, { params: { [paramOf(endpoint)]: target } }).catch(() => undefined)
  const name = isRecord(found) ? cellOf(found[field], 'text') : ''
  return name === '' ? '' : ` "${name}"`
}
