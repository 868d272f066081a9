import { Readable } from 'node:stream'
import { RawJson } from '@latchkey/server'

interface Page {
  readonly items: string
  readonly isLast: boolean
}

/** A list that is sent page by page. The first is read before anything is sent, so that what is refused has its status. */
export async function jsonList(name: string, pages: AsyncIterable<Page>): Promise<RawJson> {
  const iterator = pages[Symbol.asyncIterator]()
  const first = await iterator.next()
  const page: Page = first.done ? { items: '', isLast: true } : first.value
  const beginning = `{"${name}":[${page.items}`
  if (page.isLast) return new RawJson(`${beginning}]}`)
  return new RawJson(Readable.from(parts(beginning, iterator), { objectMode: false }))
}

async function* parts(beginning: string, iterator: AsyncIterator<Page>): AsyncGenerator<string> {
  yield beginning
  for (let next = await iterator.next(); !next.done; next = await iterator.next())
    if (next.value.items !== '') yield `,${next.value.items}`
  yield ']}'
}
