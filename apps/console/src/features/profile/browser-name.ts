const browsers = [
  ['Edge', /Edg\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chrome', /Chrome\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari\//],
] as const
const systems = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const

/** “Firefox 140, Linux”: what people call their browser; what is not known is shown as it came. */
export function browserName(userAgent: string): string {
  const [browser] = browsers.flatMap(([name, pattern]) => {
    const version = pattern.exec(userAgent)?.[1]
    return version === undefined ? [] : `${name} ${version}`
  })
  const system = systems.find(([, pattern]) => pattern.test(userAgent))?.[0]
  return browser === undefined ? userAgent : [browser, system].filter((part) => part !== undefined).join(', ')
}
