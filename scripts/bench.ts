// pnpm bench [AREA …]: figures against other programs, side by side in one run. Prints and remembers; judges nothing.
import { spawnSync } from 'node:child_process'

const areas: Readonly<Record<string, () => Promise<() => Promise<void>>>> = {
  bff: async () => (await import('./bench/bff.ts')).benchBff,
  console: async () => (await import('./bench/console.ts')).benchConsole,
  manager: async () => (await import('./bench/manager.ts')).benchManager,
  start: async () => (await import('./bench/start.ts')).benchStart,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((area) => !(area in areas))
if (unknown.length > 0)
  throw new Error(`${unknown.join(', ')}: no such bench; there are ${Object.keys(areas).join(', ')}`)

const built = spawnSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' })
if (built.status !== 0) process.exit(built.status ?? 1)
for (const [area, load] of Object.entries(areas)) {
  if (wanted.length > 0 && !wanted.includes(area)) continue
  console.log(`\n${area}`)
  await (
    await load()
  )()
}
