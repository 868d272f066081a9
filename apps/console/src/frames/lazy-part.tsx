import { use, type ComponentType } from 'react'
import { beginsAnew, loadPart } from '../lib/load-part.ts'

type Part<Props> = ComponentType<Props> & { readonly preload: () => Promise<unknown> }

/**
 * A component that comes when it is first drawn, or before, with `preload`. Once here it is drawn at once: React's
 * own `lazy` waits even then, and what waits is shown no sooner than 300 ms after anything else that waited.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  let Loaded: ComponentType<Props> | undefined
  let loading: Promise<ComponentType<Props>> | undefined
  let drawing: Promise<ComponentType<Props>> | undefined
  const start = async () => {
    try {
      return (Loaded = await loadPart(load))
    } catch (failure) {
      // It may be there the next time.
      loading = undefined
      throw failure
    }
  }
  const preload = () => (loading ??= start())
  const draw = async () => {
    try {
      return await preload()
    } catch (failure) {
      // What is on the screen stays there until the page goes.
      if (beginsAnew(failure)) return new Promise<never>(() => undefined)
      throw failure
    }
  }
  function LazyPart(props: Props) {
    const Shown = Loaded ?? use((drawing ??= draw()))
    return <Shown {...props} />
  }
  return Object.assign(LazyPart, { preload })
}
