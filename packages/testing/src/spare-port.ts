import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * For a server that listens there, ends and is there again: below what systems give out unasked (from 32,768 on), so that
 * nobody else is given it in between.
 */
export async function sparePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000)
    const probe = createServer().listen(port, '127.0.0.1')
    // Rejected where somebody listens there: then it is another.
    const isSpare = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    if (!isSpare) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
