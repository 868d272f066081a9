export { openDatabase, type Database, type Engine } from './database.ts'
export {
  DatabaseHeld,
  DatabaseTooNew,
  DatabaseUnavailable,
  DiskFull,
  KeyFileRefused,
  OutcomeUnknown,
  StorageFault,
  UniqueViolation,
  UnusableDatabase,
} from './errors.ts'
export { insertLater, send, settle } from './frugal.ts'
export { openKeyFile, openKeyFiles, type KeyName } from './key-files.ts'
export { describeSchema, migrate, type Migration } from './migrations.ts'
export { prepared } from './prepared.ts'
export { makeFolder, makePrivateFolder, readPrivateFile, writePrivateFile } from './private-files.ts'
export { sharingCommits } from './sharing-commits.ts'
