import { managerEndpoints, type Endpoint, type EndpointTable } from '@latchkey/contract'
import { UsageError } from '../stop.ts'
import { fieldsOf } from './fields.ts'
import { nouns, type NounName } from './nouns.ts'

interface Verb {
  /** The endpoint of a group that does it to one object, to the caller itself, or to none in particular: the first there is. */
  readonly one?: string
  readonly current?: string
  readonly all?: readonly string[]
  /** For a verb that is a change to a fixed value. */
  readonly body?: Readonly<Record<string, boolean>>
  /** Where it is not said by the endpoint that does it: by another of the group, or in words of its own. */
  readonly summary?: string
  /** Cannot be taken back, so it is asked about. */
  readonly asks?: boolean
}

const verbs = {
  list: { all: ['search', 'list'], summary: 'list' },
  search: { all: ['search'] },
  show: { one: 'describe', current: 'describeCurrent' },
  create: { all: ['create'] },
  change: { one: 'modify', current: 'modifyCurrent', all: ['modifyAll'] },
  lock: { one: 'modify', body: { active: false }, summary: 'Lock out' },
  unlock: { one: 'modify', body: { active: true }, summary: 'Unlock' },
  'new-secret': { one: 'replaceSecret', current: 'replaceCurrentSecret', asks: true },
  'create-key': { one: 'createApiKey' },
  reset: { one: 'reset' },
  delete: { one: 'remove', asks: true },
} as const satisfies Readonly<Record<string, Verb>>
type VerbName = keyof typeof verbs
const verbNames = Object.keys(verbs) as VerbName[] // the keys of the record above

export interface Operation {
  readonly noun: NounName
  readonly verb: VerbName
  readonly summary: string
  readonly one: Endpoint | undefined
  readonly current: Endpoint | undefined
  readonly all: Endpoint | undefined
  readonly body: Readonly<Record<string, boolean>> | undefined
  readonly asks: boolean
}

const table: EndpointTable = managerEndpoints

/** What a key may be used for; a verb is there where the noun's group has an endpoint for it. */
export function operationsOf(noun: NounName): readonly Operation[] {
  const group = table[nouns[noun].group] ?? {}
  const usable = (name: string | undefined): Endpoint | undefined => {
    const endpoint = name === undefined ? undefined : group[name]
    return endpoint?.access === 'caller' || endpoint?.access === 'key' ? endpoint : undefined
  }
  return verbNames.flatMap((verb) => {
    const { one, current, all = [], body, summary, asks = false }: Verb = verbs[verb]
    const found = { one: usable(one), current: usable(current), all: all.map(usable).find(Boolean) }
    const first = found.one ?? found.all
    if (first === undefined || (body && !hasField(first, 'active'))) return []
    const said =
      summary === undefined ? first.summary : (group[summary]?.summary ?? `${summary} ${withArticle(nouns[noun].one)}`)
    return [{ noun, verb, ...found, body, asks, summary: said }]
  })
}

const hasField = ({ body }: Endpoint, name: string): boolean =>
  body !== undefined && fieldsOf(body).some((field) => field.name === name)

const withArticle = (noun: string): string => (/^[aeiou]/i.test(noun) ? `an ${noun}` : `a ${noun}`)
export const callerItself = 'current'

/** The endpoint for what stands after the verb. */
export function endpointFor({ noun, verb, one, current, all }: Operation, target: string | undefined): Endpoint {
  if (target === undefined && all) return all
  if (target === callerItself && current) return current
  if (target !== undefined && one?.params?.safeParse({ [paramOf(one)]: target }).success) return one
  const allowed = [...(one ? [paramOf(one)] : []), ...(current ? [callerItself] : [])].join(' or ')
  throw new UsageError(`latchkey ${noun} ${verb} needs ${allowed} after it.`)
}

/** The name of the one parameter in the path of an endpoint. */
export const paramOf = ({ path }: Endpoint): string => /:(\w+)/.exec(path)?.[1] ?? ''
