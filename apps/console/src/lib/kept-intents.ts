import type { BrowserSession, Issue } from '@latchkey/contract'

/** What a tab asked for and has not proven to hold: with it, and with it alone, the answer can be opened after a reload. */
export interface KeptIntent {
  readonly issue: Issue
  readonly keyName: string
  /** Gone once custody is proven: the server is told, and then nothing of it is kept. */
  readonly privateKey?: CryptoKey
  /** Whoever asked; nobody else is shown it. */
  readonly owner: string
  readonly begun: number
}

/** So long the server takes an acknowledgement. */
const keptMs = 24 * 60 * 60_000
const databaseName = 'latchkey'
const storeName = 'intents'

/** Whose secrets they are, in this browser. */
export const ownerOf = ({ tenantName = '', administratorID }: BrowserSession): string =>
  `${administratorID} ${tenantName}`

export const keepIntent = (intent: KeptIntent): Promise<unknown> =>
  inStore('readwrite', (store) => store.put(intent, intent.issue.idempotencyKey))

export const forgetIntent = (idempotencyKey: string): Promise<unknown> =>
  inStore('readwrite', (store) => store.delete(idempotencyKey))

export async function keptIntentsOf(owner: string, now: number): Promise<readonly KeptIntent[]> {
  const kept: readonly KeptIntent[] = await inStore<KeptIntent[]>('readonly', (store) => store.getAll())
  for (const { issue, begun } of kept) if (now - begun > keptMs) await forgetIntent(issue.idempotencyKey)
  return kept.filter((intent) => intent.owner === owner && now - intent.begun <= keptMs)
}

/** Held while a tab shows it: the same secret is not shown in two. Undefined where another tab has it. */
export async function holdIntent(idempotencyKey: string): Promise<(() => void) | undefined> {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  return new Promise((resolve) => {
    void navigator.locks.request(`latchkey.intent.${idempotencyKey}`, { ifAvailable: true }, async (lock) => {
      resolve(lock ? release : undefined)
      if (lock) await held
    })
  })
}

async function inStore<Value>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await open()
  try {
    return await settled(act(database.transaction(storeName, mode).objectStore(storeName)))
  } finally {
    database.close()
  }
}

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName))
  return settled(request)
}

const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('The browser keeps nothing here.')))
  })
