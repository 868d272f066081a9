const harmless = /^[\w.:/@%+-]+$/

/** In single quotes a shell leaves everything alone but the quote itself; what it leaves alone anyway needs none. */
export const shellQuoted = (text: string): string => (harmless.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
