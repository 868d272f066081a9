import { setTimeout as wait } from 'node:timers/promises'
import { issuanceSchema } from '@latchkey/contract'
import { z } from 'zod'
import { phases, type Fault, type Phase } from './cutting-proxy-for-tests.ts'
import { password, startServers, type Servers, type Tenant } from './exactly-once-servers-for-tests.ts'
import { callBff, runTab, signIn, type Outcome } from './exactly-once-tab-for-tests.ts'

const atOnce = 20
/** Of ten calls that no plan names, one is struck. */
const strayShare = 0.1
const kinds: readonly (Phase | undefined)[] = [undefined, ...phases]

interface Plan {
  readonly index: number
  readonly keyName: string
  readonly operation: 'create' | 'newSecret' | 'createForTenant'
  readonly isAbandoned: boolean
  /** What happens to the first call of the tab, and to the first change that the manager is asked for. */
  readonly atTab: Phase | undefined
  readonly atManager: Phase | undefined
  readonly kills: 'bff' | 'manager' | undefined
}
interface Report {
  readonly done: number
  readonly retried: number
  readonly flagged: number
  readonly abandoned: number
  readonly cuts: number
  readonly kills: number
  /** One sentence for everything that is not as it must be. */
  readonly problems: readonly string[]
}

/** Every pair of phases comes up, and processes die at one call in eleven. */
const plansFor = (runs: number, seed: number): Plan[] =>
  Array.from({ length: runs }, (_, index) => ({
    index,
    keyName: `once-${seed}-${index}`,
    operation: index % 4 === 3 ? 'newSecret' : index % 8 === 2 ? 'createForTenant' : 'create',
    isAbandoned: index % 10 === 6,
    atTab: kinds[index % kinds.length],
    atManager: kinds[Math.floor(index / kinds.length) % kinds.length],
    kills: index % 11 === 5 ? (index % 2 === 0 ? 'bff' : 'manager') : undefined,
  }))

interface Trial {
  readonly profile: 'full' | 'stock'
  readonly runs: number
  readonly people: number
  readonly seed: number
}

export async function runExactlyOnce({ profile, runs, people, seed }: Trial): Promise<Report> {
  const plans = plansFor(runs, seed)
  const chance = randomOf(seed)
  const count = { cuts: 0, kills: 0 }
  const struck = new Set<string>()
  const replaced = new Map<number, Plan>()
  const fault = (phase: Phase | undefined, kills?: Plan['kills']): Fault | undefined => {
    if (phase === undefined) return undefined
    if (kills === undefined) {
      count.cuts += 1
      return { phase }
    }
    count.kills += 1
    return { phase, kill: () => servers[kills].kill() }
  }
  const stray = () => (chance() < strayShare ? fault(phases[Math.floor(chance() * phases.length)]) : undefined)
  /** The first time a plan comes by, what it says; afterwards whatever chance does. */
  const planned = (side: 'atTab' | 'atManager', plan: Plan): Fault | undefined => {
    const name = `${side} ${plan.index}`
    if (struck.has(name)) return stray()
    struck.add(name)
    const isKilledHere = plan.kills !== undefined && (plan.atManager === undefined) === (side === 'atTab')
    return fault(plan[side], isKilledHere ? plan.kills : undefined)
  }
  const servers: Servers = await startServers(profile, (request) => {
    const [, name = ''] =
      /^POST \/api\/(?:tenants\/\d+\/)?apikeys HTTP[\s\S]*"keyName":"once-\d+-(\d+)"/.exec(request) ?? []
    const [, ID = ''] = /^POST \/api\/apikeys\/(\d+)\/secretkey/.exec(request) ?? []
    const plan = name === '' ? replaced.get(Number(ID)) : plans[Number(name)]
    if (plan) return planned('atManager', plan)
    return / \/api\/(?:apikeys|tenants)/.test(request) ? stray() : undefined
  })
  try {
    const sessions = await signInEverybody(servers, people)
    const tenant = await servers.managerApi.addTenant()
    const there = new Map<string, number>()
    for (const plan of plans.filter(({ operation }) => operation === 'newSecret')) {
      const ID = await servers.managerApi.addKey(plan.keyName)
      there.set(plan.keyName, ID)
      replaced.set(ID, plan)
    }
    const problems: string[] = []
    const outcomes = new Map<Plan, Outcome>()
    const waiting = [...plans]
    const work = async (): Promise<void> => {
      for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
        const { keyName, isAbandoned, index, operation } = plan
        const apiKeyID = there.get(keyName)
        const wish = {
          keyName,
          isAbandoned,
          ...(apiKeyID !== undefined && { apiKeyID }),
          ...(operation === 'createForTenant' && { tenantID: tenant.ID }),
          faultFor: () => planned('atTab', plan),
        }
        try {
          outcomes.set(plan, await runTab(servers.bffPort, sessions[index % people] ?? {}, wish))
        } catch (error) {
          problems.push(error instanceof Error ? error.message : String(error))
        }
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    problems.push(...(await differences(servers, sessions, outcomes, tenant)))
    const all = [...outcomes.values()]
    const ended = (end: Outcome['end']) => all.filter((outcome) => outcome.end === end).length
    const retried = all.filter(({ end, calls }) => end === 'done' && calls > 2).length
    return {
      ...count,
      done: ended('done') - retried,
      retried,
      flagged: ended('flagged'),
      abandoned: ended('abandoned'),
      problems,
    }
  } finally {
    await servers.stop()
  }
}

async function signInEverybody({ managerApi, bffPort }: Servers, people: number) {
  const sessions: Awaited<ReturnType<typeof signIn>>[] = []
  for (let index = 0; index < people; index += 1) {
    await managerApi.addPerson(`person-${index}`)
    sessions.push(await signIn(bffPort, `person-${index}`, password))
  }
  return sessions
}

/** What the manager and the store say in the end, against what each tab was told. */
async function differences(
  { managerApi, bffPort, bff }: Servers,
  sessions: readonly Awaited<ReturnType<typeof signIn>>[],
  outcomes: ReadonlyMap<Plan, Outcome>,
  tenant: Tenant,
): Promise<string[]> {
  await bff.kill()
  await wait(3_000)
  const found: string[] = []
  const keys = { own: await managerApi.keys(), tenants: await tenant.keys() }
  const listed = await answered(() => callBff(bffPort, 'GET', '/bff/notes', sessions[0] ?? {}))
  const notes = z
    .object({ notes: z.array(z.object({ apiKeyID: z.number(), secretNotConfirmed: z.boolean() })) })
    .parse(JSON.parse(listed.text))
  const unconfirmed = new Set(
    notes.notes.flatMap(({ apiKeyID, secretNotConfirmed }) => (secretNotConfirmed ? [apiKeyID] : [])),
  )
  const told = await notEnded(bffPort, sessions)
  for (const [plan, outcome] of outcomes) {
    const isForTenant = plan.operation === 'createForTenant'
    const made = keys[isForTenant ? 'tenants' : 'own'].filter(({ keyName }) => keyName === plan.keyName)
    const times = made.length
    const isMade = outcome.end === 'done' || plan.operation === 'newSecret'
    if (times > 1 || (isMade && times !== 1)) found.push(`${plan.keyName} is there ${times} times`)
    if (outcome.end === 'done' && (await managerApi.nameFor(outcome.secret)) !== plan.keyName)
      found.push(`the secret of ${plan.keyName} opens nothing`)
    // The keys of a tenant are not among those of whoever makes them: who asked is told.
    const isFlagged = isForTenant ? told.has(plan.keyName) : made.some(({ ID }) => unconfirmed.has(ID))
    if (outcome.end === 'done' && isFlagged) found.push(`${plan.keyName} was confirmed and is flagged`)
    if (outcome.end !== 'done' && plan.operation !== 'newSecret' && times === 1 && !isFlagged)
      found.push(`${plan.keyName} is there, nobody holds its secret, and it is not flagged`)
  }
  return found
}

/** The names of keys whose secret nobody has confirmed, as those are told who asked for them. */
async function notEnded(bffPort: number, sessions: readonly Awaited<ReturnType<typeof signIn>>[]) {
  const names = new Set<string>()
  for (const session of sessions) {
    const { text } = await answered(() => callBff(bffPort, 'GET', '/bff/issuances', session))
    const { issuances } = z.object({ issuances: z.array(issuanceSchema) }).parse(JSON.parse(text))
    for (const { status, keyName } of issuances)
      if (keyName !== undefined && ['sealed', 'flagged'].includes(status)) names.add(keyName)
  }
  return names
}

/** The last kill may still be felt: what counts is what is said in the end. */
async function answered(call: () => ReturnType<typeof callBff>): ReturnType<typeof callBff> {
  for (let tries = 1; ; tries += 1) {
    const answer = await call().catch(() => undefined)
    if (answer?.status === 200) return answer
    if (tries === 30) throw new Error(`The notes were answered ${answer?.status}: ${answer?.text}`)
    await wait(500)
  }
}

/** Numbers from 0 to 1 that come again with the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
