export { databasesUnderTest, type DatabaseUnderTest } from './databases-under-test.ts'
export { sparePort } from './spare-port.ts'
export { createTcpProxy } from './tcp-proxy.ts'
