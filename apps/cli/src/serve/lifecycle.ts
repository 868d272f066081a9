import type { Logger } from '@latchkey/server'

type StopReason = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'the end of its parent'

interface LifecycleOptions {
  readonly logger: Logger
  readonly say: (line: string) => void
  readonly stop: () => Promise<void>
  /** Leaves the process at once. */
  readonly exit: (code: number) => void
}

const stopWithinMs = 15_000
// A terminal sends SIGINT to the whole group and a parent passes it on: the same wish arrives twice.
const sameWishMs = 300

const exitCodes = { stopped: 0, refused: 1, forced: 1, unexpected: 70 } as const

/** Resolves with the exit code when a signal has been obeyed; a second one, or 15 seconds, leaves at once. */
export function untilStopped({ logger, say, stop, exit }: LifecycleOptions): Promise<number> {
  return new Promise((resolve) => {
    let askedAt: number | undefined
    const ask = (reason: StopReason): void => {
      if (askedAt !== undefined) {
        if (performance.now() - askedAt > sameWishMs) exit(exitCodes.forced)
        return
      }
      askedAt = performance.now()
      logger.info({ reason }, 'stopping')
      say('Stopping …')
      setTimeout(() => {
        logger.error('did not stop in 15 s')
        exit(exitCodes.forced)
      }, stopWithinMs).unref()
      stop().then(
        () => resolve(exitCodes.stopped),
        (error: unknown) => {
          logger.fatal({ err: error }, 'failed while stopping')
          resolve(exitCodes.unexpected)
        },
      )
    }
    process.on('SIGTERM', () => ask('SIGTERM'))
    process.on('SIGINT', () => ask('SIGINT'))
    // The terminal was closed.
    process.on('SIGHUP', () => ask('SIGHUP'))
  })
}

/** After an error nobody expected the state is unknown: record it and leave. */
export function leaveOnUnexpected({
  logger,
  complain,
  exit,
}: {
  readonly logger: Logger
  readonly complain: (line: string) => void
  readonly exit: (code: number) => void
}): void {
  const leave = (error: unknown): void => {
    logger.fatal({ err: error }, 'unexpected error')
    complain(
      `Latchkey stops: ${error instanceof Error ? error.name : 'an unexpected error'}. The log holds the details.`,
    )
    exit(exitCodes.unexpected)
  }
  process.on('uncaughtException', leave)
  process.on('unhandledRejection', leave)
}

/** For a database whose file failed: nothing that follows could be trusted, and the next start finds out what was kept. */
export const leaveOnFault = (fault: Error): void =>
  void setImmediate(() => {
    throw fault
  })
