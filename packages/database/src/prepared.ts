import type { Compilable, CompiledQuery, Kysely } from 'kysely'

type Value = string | number

/** Undefined where the read has to wait its turn. */
type ReadAtOnce = (sql: string, values: readonly Value[]) => unknown[] | undefined

const readers = new WeakMap<object, ReadAtOnce>()

/** For a store in this process: what is asked of it by this name needs no connection to be lent and given back. */
export const readingAtOnce = (db: object, read: ReadAtOnce): void => void readers.set(db, read)

/** A read whose text is made once, which costs more than running it; the values stand in it in the order they are given in. */
export function prepared<Row, const Values extends readonly Value[]>(
  db: Pick<Kysely<unknown>, 'executeQuery'>,
  build: (...values: Values) => Compilable<Row>,
): (...values: Values) => Promise<Row | undefined> {
  let query: CompiledQuery<Row> | undefined
  const readAtOnce = readers.get(db)
  return async (...values) => {
    query ??= compiled(build(...values), values)
    // The rows are those of the same query, however it is asked.
    const atOnce = readAtOnce?.(query.sql, values) as Row[] | undefined
    const rows = atOnce ?? (await db.executeQuery<Row>({ ...query, parameters: values })).rows
    return rows[0]
  }
}

function compiled<Row>(query: Compilable<Row>, values: readonly Value[]): CompiledQuery<Row> {
  const made = query.compile()
  const isAsGiven =
    made.parameters.length === values.length && made.parameters.every((value, index) => value === values[index])
  if (!isAsGiven) throw new Error('A prepared read has other values than the ones it is given, or another order.')
  return made
}
