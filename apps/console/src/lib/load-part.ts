/**
 * Loads a part of the page, also over a break of the connection: what could not come while the browser was
 * offline comes when it is back, and what fails otherwise is tried twice more.
 */
export async function loadPart<Part>(load: () => Promise<Part>, triesLeft = 2): Promise<Part> {
  try {
    return await load()
  } catch (failure) {
    if (!navigator.onLine) {
      await online()
      return await loadPart(load)
    }
    if (triesLeft === 0) throw failure
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    return await loadPart(load, triesLeft - 1)
  }
}

/**
 * A release may have taken away what is missing: the page then begins anew, once for each failure, and the browser asks
 * whoever has typed something. False where that was tried already.
 */
export function beginsAnew(failure: unknown): boolean {
  const tried = `begun-anew: ${String(failure)}`
  if (sessionStorage.getItem(tried) !== null) return false
  sessionStorage.setItem(tried, '')
  location.reload()
  return true
}

/** The loader asks for a style sheet once and never again, so one that failed is asked for here. */
export function reloadFailedStyles(): void {
  document.addEventListener(
    'error',
    ({ target: link }) => {
      if (!(link instanceof HTMLLinkElement) || link.rel !== 'stylesheet') return
      void online().then(() => link.replaceWith(link.cloneNode()))
    },
    true,
  )
}

const online = (): Promise<unknown> =>
  navigator.onLine ? Promise.resolve() : new Promise((resolve) => addEventListener('online', resolve, { once: true }))
