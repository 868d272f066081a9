// All gates but the browser, two at a time. `node scripts/verify.ts imports markdown` runs only those named.
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { endAs, passSignalsOn, stopSignal } from './bootstrap/child.mjs'
import { countsOf, verdictOf, type Gate, type Verdict } from './verify/gate.ts'
import { gates } from './verify/gates.ts'

const root = dirname(import.meta.dirname)
const shownMax = 50
const atOnce = 2

passSignalsOn()
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !gates.some((gate) => gate.name === name))
if (unknown.length > 0)
  throw new Error(`${unknown.join(', ')}: no such gate; there are ${gates.map(({ name }) => name).join(', ')}`)

const total = { passed: 0, failed: 0 }
const waiting = gates.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
await Promise.all(Array.from({ length: atOnce }, runWaiting))
const signal = stopSignal()
if (signal !== undefined) total.failed += 1

const file = process.env['VERIFY_COUNTS_FILE']
if (file !== undefined) writeFileSync(file, JSON.stringify(total))
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
if (signal !== undefined) endAs(signal)

async function runWaiting(): Promise<void> {
  for (let gate = waiting.shift(); gate !== undefined && stopSignal() === undefined; gate = waiting.shift()) {
    const began = performance.now()
    const verdict = await judge(gate)
    report(gate, verdict, (performance.now() - began) / 1000)
  }
}

async function judge({ check }: Gate): Promise<Verdict> {
  try {
    return verdictOf(await check(root))
  } catch (error) {
    return { findings: [`the gate itself broke: ${error instanceof Error ? error.message : String(error)}`] }
  }
}

function report({ name, why }: Gate, verdict: Verdict, seconds: number): void {
  const counts = countsOf(verdict)
  total.passed += counts.passed
  total.failed += counts.failed
  const { findings, note } = verdict
  const outcome = counts.failed === 0 ? 'passed' : `FAILED with ${findings.length}. ${why}`
  console.log(
    `${name.padEnd(13)} ${seconds.toFixed(1).padStart(5)} s  ${outcome}${note === undefined ? '' : ` (${note})`}`,
  )
  for (const finding of findings.slice(0, shownMax)) console.log(`    ${finding}`)
  if (findings.length > shownMax) console.log(`    … and ${findings.length - shownMax} more`)
}
