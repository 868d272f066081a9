import type { Compilable, CompiledQuery, Kysely } from 'kysely'

type Value = string | number

/** A read whose text is made once, which costs more than running it; the values stand in it in the order they are given in. */
export function prepared<Row, const Values extends readonly Value[]>(
  db: Pick<Kysely<unknown>, 'executeQuery'>,
  build: (...values: Values) => Compilable<Row>,
): (...values: Values) => Promise<Row | undefined> {
  let query: CompiledQuery<Row> | undefined
  return async (...values) => {
    query ??= compiled(build(...values), values)
    const { rows } = await db.executeQuery<Row>({ ...query, parameters: values })
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
