import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { limitSockets } from './socket-limit.ts'

test('one address has three connections at most, and gets another when one is closed', async () => {
  const server = createServer()
  limitSockets(server, { inAll: 1_000, perAddress: 3, isExempt: () => false })
  server.on('connection', (socket) => socket.on('error', () => undefined) && !socket.destroyed && socket.write('hello'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const open: Socket[] = []
  const isLetIn = async () => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    open.push(socket)
    return await Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)])
  }
  expect([await isLetIn(), await isLetIn(), await isLetIn(), await isLetIn()]).toEqual([true, true, true, false])
  open[0]?.destroy()
  await vi.waitFor(async () => {
    await wait(10)
    expect(await isLetIn()).toBe(true)
  })
  for (const socket of open) socket.destroy()
  server.close()
})

test('all doors together have so many, whoever is exempt from the limit of one address', async () => {
  const server = createServer()
  limitSockets(server, { inAll: 2, perAddress: 1, isExempt: () => true })
  // As `localhost` has a second door, whose sockets are handed on.
  const relay = createServer((socket) => void server.emit('connection', socket))
  const ports = await Promise.all(
    [server, relay].map(async (door) => {
      await once(door.listen(0, '127.0.0.1'), 'listening')
      return (door.address() as AddressInfo).port
    }),
  )
  const open: Socket[] = []
  const isLetIn = async (port = 0) => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    open.push(socket)
    await once(socket, 'connect')
    return await Promise.race([once(socket, 'close').then(() => false), wait(200, true)])
  }
  expect([await isLetIn(ports[0]), await isLetIn(ports[1]), await isLetIn(ports[1]), await isLetIn(ports[0])]).toEqual([
    true,
    true,
    false,
    false,
  ])
  for (const socket of open) socket.destroy()
  server.close()
  relay.close()
})
