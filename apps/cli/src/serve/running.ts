import type { Doors } from './listen.ts'

const finishWithinMs = 8_000
/** Time for a balancer in front to see that we are not ready any more. */
const noticeMs = 2_000

interface Stoppable {
  readonly server: { closeAllConnections?: () => void }
  close(): PromiseLike<unknown>
}

interface RunningOptions {
  readonly behindBalancer: boolean
  /** Told of each part that could not be closed, while there still is a log to tell it to. */
  readonly onFailed: (error: unknown) => void
}

/** What a start has opened, closed in the opposite order; each part is closed although another could not be. */
export function createRunning({ behindBalancer, onFailed }: RunningOptions) {
  const servers: { app: Stoppable; doors: Doors }[] = []
  const databases: { close(): Promise<void> }[] = []
  const last: (() => void)[] = []
  let isStopping = false

  return {
    isStopping: (): boolean => isStopping,
    addServer: (app: Stoppable, doors: Doors) => void servers.unshift({ app, doors }),
    addDatabase: (database: { close(): Promise<void> }) => void databases.unshift(database),
    finally: (work: () => void) => void last.unshift(work),
    stop: async (): Promise<void> => {
      isStopping = true
      if (behindBalancer) await new Promise((resolve) => setTimeout(resolve, noticeMs))
      const deadline = performance.now() + finishWithinMs
      const failures: unknown[] = []
      // The console first: its requests in flight still need the manager.
      for (const { app, doors } of servers) {
        doors.close()
        const cut = setTimeout(() => app.server.closeAllConnections?.(), Math.max(0, deadline - performance.now()))
        try {
          await app.close()
        } catch (error) {
          failures.push(error)
        }
        clearTimeout(cut)
      }
      const results = await Promise.allSettled(databases.map((database) => database.close()))
      failures.push(...results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])))
      for (const failure of failures) onFailed(failure)
      for (const work of last) work()
      if (failures.length > 0) throw failures[0]
    },
  }
}
export type Running = ReturnType<typeof createRunning>
