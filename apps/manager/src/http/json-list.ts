import { Readable } from 'node:stream'
import { RawJson } from '@latchkey/server'

interface Page {
  readonly items: string
  readonly count: number
  readonly isLast: boolean
}

/** Knows how many of its items have been sent so far. */
export class JsonList extends RawJson {
  readonly sent: { items: number }
  constructor(payload: string | Readable, sent: { items: number }) {
    super(payload)
    this.sent = sent
  }
}

/** A list that is sent page by page. The first is read before anything is sent, so that what is refused has its status. */
export async function jsonList(name: string, pages: AsyncIterable<Page>): Promise<JsonList> {
  const iterator = pages[Symbol.asyncIterator]()
  const first = await iterator.next()
  const page: Page = first.done ? { items: '', count: 0, isLast: true } : first.value
  const sent = { items: page.count }
  const beginning = `{"${name}":[`
  if (page.isLast) return new JsonList(`${beginning}${page.items}]}`, sent)
  return new JsonList(Readable.from(parts(beginning, page, iterator, sent), { objectMode: false }), sent)
}

/** What stands around a page is a part of its own: put together with it, a long text would be written once more. */
async function* parts(
  beginning: string,
  first: Page,
  iterator: AsyncIterator<Page>,
  sent: { items: number },
): AsyncGenerator<string> {
  yield beginning
  yield first.items
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    sent.items += next.value.count
    if (next.value.items === '') continue
    yield ','
    yield next.value.items
  }
  yield ']}'
}
