export { callRoute, createClient, type CallOptions, type Client, type ClientOptions } from './client.ts'
export { CallError, type Changed } from './call-error.ts'
