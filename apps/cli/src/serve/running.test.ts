import { expect, test } from 'vitest'
import { createRunning } from './running.ts'

test('each part is closed although another could not be, and the failure is told', async () => {
  const closed: string[] = []
  const part = (name: string, failure?: Error) => ({
    app: {
      server: {},
      close: async () => {
        closed.push(name)
        if (failure) throw failure
      },
    },
    doors: { port: 0, close: () => undefined },
  })
  const running = createRunning({ behindBalancer: false, onFailed: (error) => void closed.push(String(error)) })
  for (const { app, doors } of [part('manager'), part('console', new Error('no anchor'))]) running.addServer(app, doors)
  running.addDatabase({ close: async () => void closed.push('database') })
  running.finally(() => void closed.push('last'))
  await expect(running.stop()).rejects.toThrow('no anchor')
  expect(closed).toEqual(['console', 'manager', 'database', 'Error: no anchor', 'last'])
})
