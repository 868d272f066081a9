import { argon2, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '@latchkey/contract'

const tagLength = 32
const runningMax = 2
const waitingMax = 50
const waitMsMax = 5_000

const derive = promisify(argon2)

// Each hash takes a thread of the pool and 64 MiB; more than two at once would starve every file and database call.
let running = 0
const waiting: (() => void)[] = []

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= runningMax) await turn()
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

function turn(): Promise<void> {
  const busy = new Refusal(429, 'Too many sign-ins at once. Try again in a few seconds.')
  if (waiting.length >= waitingMax) throw busy
  return new Promise((resolve, reject) => {
    const go = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(go), 1)
      reject(busy)
    }, waitMsMax)
    waiting.push(go)
  })
}

interface Parameters {
  readonly memory: number
  readonly passes: number
}
const current: Parameters = { memory: 64 * 1024, passes: 3 }

function hash(pepper: Buffer, password: string, nonce: Buffer, { memory, passes }: Parameters): Promise<Buffer> {
  const message = createHmac('sha256', pepper).update(password.normalize('NFC')).digest()
  return inTurn(() => derive('argon2id', { message, nonce, parallelism: 1, tagLength, memory, passes }))
}

const stored = ({ memory, passes }: Parameters, nonce: Buffer, tag: Buffer): string =>
  ['argon2id', memory, passes, 1, nonce.toString('base64'), tag.toString('base64')].join('$')

/** The parameters stand in the stored text, so that they can be raised later. */
export async function hashPassword(pepper: Buffer, password: string, parameters = current): Promise<string> {
  const nonce = randomBytes(16)
  return stored(parameters, nonce, await hash(pepper, password, nonce, parameters))
}

const nobodysHash = stored(current, Buffer.alloc(16), Buffer.alloc(tagLength))

/** Takes the same time for a user that does not exist. */
export async function isPassword(pepper: Buffer, password: string, known: string | undefined): Promise<boolean> {
  const [, memory = '', passes = '', , nonce = '', tag = ''] = (known ?? nobodysHash).split('$')
  const parameters = { memory: Number(memory), passes: Number(passes) }
  const actual = await hash(pepper, password, Buffer.from(nonce, 'base64'), parameters)
  return timingSafeEqual(Buffer.from(tag, 'base64'), actual) && known !== undefined
}

/** Whether it was made with other parameters than new ones are. */
export const needsRehash = (known: string): boolean =>
  !known.startsWith(`argon2id$${current.memory}$${current.passes}$1$`)
