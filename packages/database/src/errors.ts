class DatabaseError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = new.target.name
  }
}

/** The start is refused: wrong version, wrong permissions, wrong address. */
export class UnusableDatabase extends DatabaseError {}
export class DatabaseTooNew extends UnusableDatabase {}
export class DatabaseHeld extends UnusableDatabase {}
export class KeyFileRefused extends UnusableDatabase {}

/** It does not answer now; nothing was changed. */
export class DatabaseUnavailable extends DatabaseError {}
export class DiskFull extends DatabaseError {}
/** The file cannot be trusted any more: the process must stop and recover. */
export class StorageFault extends DatabaseError {}
/** The commit got no answer: it may be there or not. */
export class OutcomeUnknown extends DatabaseError {}
/** Another transaction was in the way; the same one may be tried again. */
export class Conflict extends DatabaseError {}

export class UniqueViolation extends DatabaseError {
  /** The constraint or the columns, as the engine names them. */
  readonly what: string
  constructor(what: string, cause: unknown) {
    super(`There is one already: ${what}`, cause)
    this.what = what
  }
}

const sqliteCodes = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  notADatabase: 26,
  constraintUnique: 2067,
  constraintPrimaryKey: 1555,
}

export function fromSqlite(error: unknown, file = 'The database file'): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error
  const { errcode } = error
  if (errcode === sqliteCodes.constraintUnique || errcode === sqliteCodes.constraintPrimaryKey)
    return new UniqueViolation(error.message.replace(/^.*constraint failed: /, ''), error)
  switch (errcode & 0xff) {
    case sqliteCodes.busy:
    case sqliteCodes.locked:
      return new Conflict('The database is busy.', error)
    case sqliteCodes.readOnly:
      return new UnusableDatabase(`${file} or its folder cannot be written: ${error.message}.`, error)
    case sqliteCodes.full:
      return new DiskFull('The disk is full.', error)
    case sqliteCodes.ioError:
    case sqliteCodes.corrupt:
    case sqliteCodes.notADatabase:
      return new StorageFault(`${file} failed: ${error.message}`, error)
    default:
      return error
  }
}

// A server that takes no writes (25006) is the wrong one of a pair, or will take them again: nothing was changed.
const unreachable = /^(08|57P0[123]|25006)|^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)$/

export function fromPostgres(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === '23505') return new UniqueViolation('constraint' in error ? String(error.constraint) : '', error)
  if (code === '40001' || code === '40P01') return new Conflict('Another transaction was in the way.', error)
  if (code === '53100') return new DiskFull('The disk of the database is full.', error)
  if (
    code === '53300' ||
    unreachable.test(code) ||
    isLate(error) ||
    /connection (terminated|timeout)|timeout exceeded|not queryable/i.test(error.message)
  )
    return new DatabaseUnavailable('The database cannot be reached.', error)
  return error
}

/** What the driver says when an answer does not come in time. */
export const isLate = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout'
