import { use, type ComponentType } from 'react'
import { loadPart } from '../lib/load-part.ts'

export type Part<Props> = ComponentType<Props> & { readonly preload: () => Promise<unknown> }

/**
 * A component that comes when it is first drawn, or before, with `preload`. Once here it is drawn at once: React's
 * own `lazy` waits even then, and what waits is shown no sooner than 300 ms after anything else that waited.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  let Loaded: ComponentType<Props> | undefined
  let loading: Promise<ComponentType<Props>> | undefined
  let hasFailed = false
  const start = async () => {
    hasFailed = false
    try {
      return (Loaded = await loadPart(load))
    } catch (failure) {
      hasFailed = true
      throw failure
    }
  }
  const preload = () => (loading = hasFailed ? start() : (loading ?? start()))
  function LazyPart(props: Props) {
    // What has failed is not asked for again by being drawn, or it would be drawn and asked for without end.
    const Shown = Loaded ?? use(loading ?? preload())
    return <Shown {...props} />
  }
  return Object.assign(LazyPart, { preload })
}
