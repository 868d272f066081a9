interface FirstAnswer {
  readonly response: Response
  readonly text: string
  readonly arrived: number
}

declare global {
  interface Window {
    /** By path: what the document asked for while its script was still on the way. */
    firstAnswers?: Map<string, { readonly body: string | undefined; readonly answer: Promise<FirstAnswer | undefined> }>
  }
}

const freshMs = 10_000

/** Each is taken once, soon, and by the person it was asked for. */
export async function takeFirstAnswer(request: Request): Promise<FirstAnswer | undefined> {
  const path = new URL(request.url).pathname
  const asked = globalThis.window?.firstAnswers?.get(path)
  if (!asked || performance.now() > freshMs) return undefined
  if (asked.body !== undefined && asked.body !== (await request.clone().text())) return undefined
  window.firstAnswers?.delete(path)
  const first = await asked.answer
  if (!first || first.response.status === 401) return undefined
  // A body is read once.
  first.response.text = async () => first.text
  return first
}

export const dropFirstAnswers = (): void => globalThis.window?.firstAnswers?.clear()
