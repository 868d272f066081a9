import { argon2, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refusal } from '@latchkey/contract'

const memoryKiB = 64 * 1024
const passes = 3
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

function hash(pepper: Buffer, password: string, nonce: Buffer): Promise<Buffer> {
  const message = createHmac('sha256', pepper).update(password.normalize('NFC')).digest()
  return inTurn(() => derive('argon2id', { message, nonce, parallelism: 1, tagLength, memory: memoryKiB, passes }))
}

/** The parameters stand in the stored text, so that they can be raised later. */
export async function hashPassword(pepper: Buffer, password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await hash(pepper, password, nonce)
  return `argon2id$${memoryKiB}$${passes}$1$${nonce.toString('base64')}$${tag.toString('base64')}`
}

const nobodysHash = `argon2id$${memoryKiB}$${passes}$1$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(tagLength).toString('base64')}`

/** Takes the same time for a user that does not exist. */
export async function isPassword(pepper: Buffer, password: string, stored: string | undefined): Promise<boolean> {
  const [, , , , nonce = '', tag = ''] = (stored ?? nobodysHash).split('$')
  const expected = Buffer.from(tag, 'base64')
  const actual = await hash(pepper, password, Buffer.from(nonce, 'base64'))
  return timingSafeEqual(expected, actual) && stored !== undefined
}
