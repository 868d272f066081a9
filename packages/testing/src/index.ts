export { databasesUnderTest, type DatabaseUnderTest } from './databases-under-test.ts'
