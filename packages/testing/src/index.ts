export { databasesUnderTest, type DatabaseUnderTest } from './databases-under-test.ts'
export { createTcpProxy } from './tcp-proxy.ts'
