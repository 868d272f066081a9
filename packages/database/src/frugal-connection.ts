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
  readonly #read = new Map<string, QueryResult<object>>()
  readonly #gathered = new Map<string, Gathered>()
  readonly #pipelines: boolean
  #isInTransaction = false
  /** Everything asked so far is there; where one has failed nothing is kept, even if somebody catches the error. */
  #done: Promise<unknown> = Promise.resolve()
  /** Nothing is under way any more, whatever came of it. */
  #answered: Promise<unknown> = Promise.resolve()

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
    this.#done = Promise.resolve()
    this.#answered = Promise.resolve()
    this.#read.clear()
    this.#gathered.clear()
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#isInTransaction ? this.#executeInTransaction(query) : this.inner.executeQuery(query)
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    await this.settle()
    yield* this.inner.streamQuery<Row>(query, chunkSize)
  }

  send(query: CompiledQuery): void {
    this.#writeFor(query)
    this.#forget(query)
    void this.#start(query)
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
    await this.#done
  }

  /** Until nothing is under way that could still be written: what was sent may be asked once more when its plan was gone. */
  async answered(): Promise<void> {
    await this.#answered
  }

  async #executeInTransaction<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#writeFor(query)
    // A statement of several parts may change something in one of them.
    if (!SelectQueryNode.is(query.query) || query.query.with) {
      this.#forget(query)
      return await this.#start<Row>(query)
    }
    const key = JSON.stringify([query.sql, query.parameters])
    const result = this.#read.get(key) ?? (await this.#start<object>(query))
    this.#read.set(key, result)
    // The same statement gives rows of the same shape; whoever changes them has a copy.
    return { ...result, rows: result.rows.map((row) => ({ ...row })) } as QueryResult<Row>
  }

  #writeFor({ sql }: CompiledQuery): void {
    if ([...this.#gathered.values()].some(({ table }) => sql.includes(table))) this.#sendGathered()
  }

  #sendGathered(): void {
    const kinds = [...this.#gathered.values()]
    this.#gathered.clear()
    for (const { rows, compile, explain } of kinds) {
      const query = compile(rows)
      this.#forget(query)
      void this.#start(query, rows.length === 1 ? explain : undefined)
    }
  }

  /** PostgreSQL refuses whatever follows a failure; SQLite may have undone the transaction, and would keep what follows. */
  #start<Row>(query: CompiledQuery, explain: Gathered['explain'] = (error) => error): Promise<QueryResult<Row>> {
    const before = { done: this.#done, answered: this.#answered }
    const ask = () => this.inner.executeQuery<Row>(query)
    const asked = (this.#pipelines ? ask() : before.done.then(ask)).catch((error: unknown) => {
      throw explain(error)
    })
    this.#answered = asked.then(
      () => before.answered,
      () => before.answered,
    )
    // Whoever waits is told, and of several failures the first.
    const done = before.done.then(() => asked)
    done.catch(() => undefined)
    this.#done = done
    return done
  }

  /** An insert changes one table and no other; of anything else nobody knows. */
  #forget({ query }: CompiledQuery): void {
    const table = InsertQueryNode.is(query) && !query.with ? query.into?.table.identifier.name : undefined
    for (const key of this.#read.keys()) if (key.includes(table ?? '')) this.#read.delete(key)
  }
}
