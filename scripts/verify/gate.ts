/** What a gate answers: one sentence per violation, each saying where, what and why. No finding means that the gate is passed. */
export type Findings = readonly string[]

export interface Verdict {
  readonly findings: Findings
  /** Printed behind the gate's name, whatever the outcome. */
  readonly note?: string
  /** For a gate that runs tests of its own: their count takes the place of the gate's one. */
  readonly counts?: { readonly passed: number; readonly failed: number }
}

export interface Gate {
  readonly name: string
  /** Printed when it fails: what it is for. */
  readonly why: string
  readonly check: (root: string) => Findings | Verdict | Promise<Findings | Verdict>
}

export const verdictOf = (answer: Findings | Verdict): Verdict => ('findings' in answer ? answer : { findings: answer })

export const countsOf = ({ findings, counts }: Verdict) =>
  counts ?? { passed: findings.length === 0 ? 1 : 0, failed: findings.length === 0 ? 0 : 1 }
