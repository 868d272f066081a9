export { createEdge, type EdgeOptions } from './edge.ts'
export { refuseDistant } from './distance.ts'
export { RawJson, registerEndpoints, registerOtherMethods, type EndpointCall, type Handlers } from './endpoints.ts'
export { createLogger, type Logger } from './logger.ts'
