import { globSync, readFileSync } from 'node:fs'

const ticksMicros = 10_000

/** Microseconds of processor time that a process and its children have taken so far. */
export function processorMicros(pid: number): number {
  const children = globSync(`/proc/${pid}/task/*/children`).flatMap((file) =>
    readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  )
  return ownMicros(pid) + children.reduce((sum, child) => sum + processorMicros(child), 0)
}

function ownMicros(pid: number): number {
  // The program's name stands in brackets and may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * ticksMicros
}
