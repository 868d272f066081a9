import type { Doors } from './listen.ts'

const finishWithinMs = 8_000
/** Time for a balancer in front to see that we are not ready any more. */
const noticeMs = 2_000

interface Stoppable {
  readonly server: { closeAllConnections?: () => void }
  close(): PromiseLike<unknown>
}

/** What a start has opened, closed in the opposite order; each part is closed although another could not be. */
export function createRunning({ behindBalancer }: { readonly behindBalancer: boolean }) {
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
      // The console first: its requests in flight still need the manager.
      for (const { app, doors } of servers) {
        doors.close()
        const cut = setTimeout(() => app.server.closeAllConnections?.(), Math.max(0, deadline - performance.now()))
        await app.close()
        clearTimeout(cut)
      }
      const results = await Promise.allSettled(databases.map((database) => database.close()))
      for (const work of last) work()
      const failed = results.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
    },
  }
}
export type Running = ReturnType<typeof createRunning>
