import { InsertQueryNode, SelectQueryNode, type CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'

const rowsMax = 32

interface Gathered {
  readonly table: string
  readonly rows: unknown[]
  readonly compile: (rows: readonly unknown[]) => CompiledQuery
  readonly explain: (error: unknown) => unknown
}

/** Within a transaction: what was read is not read again, and what needs no answer is sent without waiting for one, rows together. */
export class FrugalConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection
  readonly #read = new Map<string, QueryResult<unknown>>()
  readonly #gathered = new Map<string, Gathered>()
  readonly #pipelines: boolean
  #isInTransaction = false
  /** Everything sent so far is there; where one has failed nothing is kept, even if somebody catches the error. */
  #sent: Promise<unknown> = Promise.resolve()

  constructor(inner: DatabaseConnection, pipelines: boolean) {
    this.inner = inner
    this.#pipelines = pipelines
  }

  begin(): void {
    this.end()
    this.#isInTransaction = true
  }

  end(): void {
    this.#isInTransaction = false
    this.#sent = Promise.resolve()
    this.#read.clear()
    this.#gathered.clear()
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#isInTransaction ? this.#executeInTransaction(query) : this.inner.executeQuery(query)
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.inner.streamQuery(query, chunkSize)
  }

  send(query: CompiledQuery, explain: Gathered['explain'] = (error) => error): void {
    this.#forget(query)
    const before = this.#sent
    const sent = this.#start(query).catch((error: unknown) => {
      throw explain(error)
    })
    // Whoever waits next is told, and of several failures the first.
    sent.catch(() => undefined)
    this.#sent = before.then(() => sent)
    this.#sent.catch(() => undefined)
  }

  gather(row: object, kind: Omit<Gathered, 'rows'>): void {
    const key = [kind.table, ...Object.keys(row)].join(' ')
    const gathered = this.#gathered.get(key) ?? { ...kind, rows: [] }
    this.#gathered.set(key, gathered)
    if (gathered.rows.push(row) >= rowsMax) this.#sendGathered()
  }

  /** Until all of it is there. */
  async settle(): Promise<void> {
    this.#sendGathered()
    await this.#sent
  }

  async #executeInTransaction<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if ([...this.#gathered.values()].some(({ table }) => query.sql.includes(table))) this.#sendGathered()
    if (!SelectQueryNode.is(query.query)) {
      this.#forget(query)
      return await this.#ask<Row>(query)
    }
    const key = JSON.stringify([query.sql, query.parameters])
    const result = this.#read.get(key) ?? (await this.#ask(query))
    this.#read.set(key, result)
    // The same statement gives rows of the same shape.
    return result as QueryResult<Row>
  }

  #sendGathered(): void {
    const kinds = [...this.#gathered.values()]
    this.#gathered.clear()
    for (const { rows, compile, explain } of kinds) this.send(compile(rows), rows.length === 1 ? explain : undefined)
  }

  async #ask<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const asked = this.#start<Row>(query)
    asked.catch(() => undefined)
    await this.#sent
    return await asked
  }

  /** PostgreSQL refuses whatever follows a failure; SQLite may have undone the transaction, and would keep what follows. */
  #start<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#pipelines ? this.inner.executeQuery(query) : this.#sent.then(() => this.inner.executeQuery(query))
  }

  /** An insert changes one table and no other; of anything else nobody knows. */
  #forget({ query }: CompiledQuery): void {
    const table = InsertQueryNode.is(query) ? query.into?.table.identifier.name : undefined
    for (const key of this.#read.keys()) if (key.includes(table ?? '')) this.#read.delete(key)
  }
}
