import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../lib/load-part.ts'

/**
 * A component that comes when it is first drawn, or before, with `preload`. Once here it is drawn at once: React's
 * own `lazy` waits even then, and what waits is shown no sooner than 300 ms after anything else that waited.
 */
export const lazyPart = <Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) => lazyRouteComponent<Module, Name>(() => loadPart(load), name)
