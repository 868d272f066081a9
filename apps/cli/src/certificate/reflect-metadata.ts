// @peculiar/x509 finds its algorithms through tsyringe, which refuses to load without the metadata functions of a
// proposal that never became JavaScript. These three are all it calls.
const metadata = new WeakMap<object, Map<unknown, unknown>>()

const functions = {
  defineMetadata: (key: unknown, value: unknown, target: object): void => {
    metadata.set(target, (metadata.get(target) ?? new Map()).set(key, value))
  },
  getOwnMetadata: (key: unknown, target: object): unknown => metadata.get(target)?.get(key),
  getMetadata: (key: unknown, target: object): unknown => {
    for (let holder: object | null = target; holder !== null; holder = Object.getPrototypeOf(holder) as object | null)
      if (metadata.get(holder)?.has(key)) return metadata.get(holder)?.get(key)
    return undefined
  },
}
Object.assign(Reflect, functions)
