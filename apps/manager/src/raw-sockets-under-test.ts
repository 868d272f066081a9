import { connect } from 'node:net'
import type { ManagerUnderTest } from './manager-under-test.ts'

/** Sends bytes as they are and reads until the server closes, or falls silent. */
export async function exchange(
  { app }: Pick<ManagerUnderTest, 'app'>,
  message: string | Buffer,
  silenceMs = 500,
): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('The manager does not listen on a port.')
  return await new Promise((resolve) => {
    let text = ''
    const socket = connect(address.port, '127.0.0.1', () => socket.write(message))
    socket.setTimeout(silenceMs, () => socket.destroy())
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    // A reset is an answer too: what came before it is what was said.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })
}
