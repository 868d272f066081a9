/**
 * A promise that says itself when it is kept, in the way that React's `use` understands. Of any other React learns
 * only by waiting, and hides what is on the screen meanwhile, even where the value has long been here.
 */
export function told<Value>(promise: Promise<Value>): Promise<Value> {
  void promise.then(
    (value) => Object.assign(promise, { status: 'fulfilled', value }),
    (reason: unknown) => Object.assign(promise, { status: 'rejected', reason }),
  )
  return promise
}
